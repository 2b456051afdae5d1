//! The words that, however short, turn a claim: figures, negations and hedges.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Says whether a word, however short, can turn a claim: a figure, a negation or a hedge.
pub(super) fn is_loaded(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_figure(&lower) || is_negation(&lower) || HEDGES.contains(lower.as_str())
}

pub(super) fn is_figure(lower: &str) -> bool {
    lower.contains(char::is_numeric) || matches!(lower, "%" | "$" | "€" | "£" | "¥" | "‰") || FIGURES.contains(lower)
}

pub(super) fn is_negation(lower: &str) -> bool {
    lower.ends_with("n't") || NEGATIONS.contains(lower)
}

static FIGURES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
        sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds \
        thousand thousands million millions billion billions trillion trillions bn mn dozen dozens half third thirds \
        quarter quarters double doubled triple tripled twice once percent per cent percentage first second fourth \
        fifth sixth seventh eighth ninth tenth decade century";
    let spanish = "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince veinte \
        treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento cientos mil miles millón millones \
        billón billones mitad tercio cuarto doble triple";
    let others = "deux trois quatre cinq huit neuf dix vingt trente cent mille milliard milliards moitié \
        zwei drei vier fünf sechs sieben acht neun zehn zwanzig hundert tausend milliarde milliarden prozent hälfte \
        dois três quatro sete oito nove dez vinte trinta milhão milhões bilhão bilhões metade";
    [english, spanish, others].into_iter().flat_map(str::split_whitespace).collect()
});

static NEGATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "not no never none nor neither nobody nothing nowhere without cannot hardly barely scarcely fails \
        failed denied denies deny lacks lacked refused";
    let others = "nunca jamás jamas ni sin ningún ninguno ninguna nadie tampoco nada ne pas jamais aucun aucune sans \
        rien nicht kein keine keinen keiner nie niemals ohne niemand nichts não nem nenhum nenhuma sem ninguém";
    [english, others].into_iter().flat_map(str::split_whitespace).collect()
});

pub(super) static HEDGES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let english = "over under above below about around some nearly almost roughly approximately circa more less fewer \
        than least most up until at-least only just exactly precisely estimated reportedly allegedly apparently \
        possibly probably perhaps likely unlikely may might could would should can must all every each any many few \
        several majority minority mostly largely partly mainly often sometimes always usually well as";
    let others = "más menos casi cerca unos unas alrededor aproximadamente hasta desde solo sólo apenas supuestamente \
        presuntamente posiblemente todos todas algunos algunas mayoría minoría plus moins presque environ jusqu'à \
        seulement tous mehr weniger fast etwa rund über unter bis nur alle einige mindestens höchstens mais quase \
        cerca até só todos alguns";
    [english, others].into_iter().flat_map(str::split_whitespace).collect()
});

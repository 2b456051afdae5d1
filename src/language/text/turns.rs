//! The words that turn what a sentence says: who says it, on what condition, that it is denied, and which way it goes.
//!
//! No part of speech is asked for. A form that ends in `*` stands for every word that begins so.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words of one sense on each side of a bar; to go from one side to the other turns the sentence
/// round. A line that begins with `!` holds words that say by themselves which way a claim goes.
const OPPOSITES: &str = "
!rose rise* rising increas* grow* grew climb* gain* soar* jump* surg* up upward* higher improv* expand* widen* accelerat* rall* strengthen* ascend* swell* boost* | shrink* fell fall falls fallen falling decreas* declin* drop* sank sink* shrank shrink* shrunk tumbl* plung* plummet* slump* dwindl* down downward* lower* worsen* contract* narrow* slow* deceler* weaken* descend* slid slide* dip dips dipped reduc* diminish* halv* | stagnat* unchanged steady flat stable stall*
!profit* surplus* earning* gain* benefi* | loss* lose* lost losing deficit* shortfall*
!bought buy* purchas* acquir* | sold sell* sale* divest* dispos* rid | rent* leas* let | donat* gave give* gift*
!lent lend* loan* creditor* lender* | borrow* owe* owed debtor* | repaid repay* forgave forgiv*
!paid pay* spent spend* | received receiv* collect* | owed owe* | earn*
!won win* winner* victor* | lost lose* losing loser* defeat* | drew tie tied
!kill* dead die* died death* dying murder* slain fatal* | hurt* injur* wound* harm* | surviv* alive live* living saved rescu* spar* | miss missing
!accept* approv* agree* endors* adopt* authoris* authoriz* grant* back* support* favour* favor* | reject* refus* declin* oppos* veto* block* disapprov* | ignor* postpon* defer*
!allow* permit* legalis* legaliz* enabl* | forbid* forbad* prohibit* ban bans banned banning outlaw* prevent* | requir* oblig* compel* order*
!open* start* began begin* begun launch* commenc* found* | clos* end ends ended ending finish* shut* stop* ceas* suspend* cancel* abandon* | continu* resum* reopen*
includ* | exclud* omit* except excepting excluding
more* greater most* majority maximum max maximal above over exceed* beyond highest largest biggest upper top topped | less fewer least* minority minimum min minimal below under lowest smallest lesser bottom | exactly equal
before* prior earlier previous* precede* ante until | after* later subsequent* following since next | during while meanwhile | yesterday | tomorrow | today
past last former* ex | future next upcoming current* present incumbent
first | last final*
early | late lately
all every each entire* whole everyone everybody both always fully completely totally entirely | some several few any partly partially sometimes someone somebody often usually most many | none nobody never neither nothing rarely seldom | only
inside within internal* indoor* domestic* local* national* | outside external* outdoor* foreign* international* abroad global*
!import* | export*
!legal* lawful* licit | illegal* unlawful* illicit
!guilt* convict* | innocen* acquit* clear* exonerat*
!hir* appoint* recruit* employ* engag* elect* | fire fired fires firing dismiss* sack* resign* remov* oust*
arriv* enter* came come coming join* | left leav* depart* exit* went go goes going quit* withdrew withdraw*
!north* | south* | east* | west*
left | right
public* state | private* | joint*
male* man men boy* | female* woman women girl*
husband* | wife wives
son sons | daughter*
father* | mother*
old* elder* senior* | young* junior*
!arrest* detain* jail* imprison* | releas* freed*
!fined fine | award* reward*
!uphold* upheld | overturn* quash* annul*
!positiv* | negativ*
!prevent* avert* avoid* | provok* caus* trigger*
!detuv* deten* arrest* encarcel* | liber* solt*
!evit* impid* impidi* | provoc* caus* desat*
adult* grown-up* | child* minor*
rich* wealth* | poor* poverty
strong* hard* | weak* soft*
!good better best well | bad worse worst badly ill
safe* harmless* | danger* hazard* toxic* unsafe risk*
!true real genuine* authentic* | false* fake* forg* bogus counterfeit*
success* succeed* | fail* unsuccess*
right* correct* accurat* | wrong* incorrect* inaccurat* mistaken*
!confirm* verif* prov* | refut* disprov* debunk* deni*
increase* raise* hike* | cut cuts cutting slash* lower* reduc*
long* | short*
hot* warm* | cold* cool*
wet* rain* flood* | dry dried drought*
day days daily | night* nightly
attack* | defend* defen*
ally allies allied friend* | enem* rival* foe* oppon*
buyer* customer* client* tenant* | seller* supplier* vendor* landlord*
employer* | employee* worker*
teacher* | student* pupil*
plaintiff* accus* prosecut* claimant* | defendant*
victim* | perpetrator* culprit* attacker*
full* | empty emptied
rural* | urban*
direct* | indirect*
major* | minor*
urgent* | optional*
mandatory compulsory obligatory | voluntary optional
temporar* interim provisional | permanent*
can may might could | must shall will would should
alone single* | together joint*
married marri* wed | divorc* separated widow* single
love* like* prais* | hate* dislike* criticis* criticiz* condemn*
builds build* built construct* create* erect* | destroy* demolish* raz* dismantl* wreck*
found discover* | lost
promis* pledg* | threaten* | broke
gross | net
assets asset | liabilit*
debit* | credit*
!subió subi* subí* sube* sub* aument* crec* creci* increment* elev* encarec* alza alzas alzó mejor* ampli* acelera* dispar* | bajó baj* cayó caye* caen cae caer caí* caíd* disminu* descend* descens* reduj* reduc* reduz* desplom* empeor* contra* retroce* desacelera* merm* rebaj* | estanc* estable* mantuv* manten*
!ganó gan* ganancia* benefici* utilidad* superávit | cayó perdió perd* pierd* pérdid* perdid* déficit
!compró compr* adquir* adquisi* | vendió vend* venta* desprend* | alquil* arrend* | regal* don*
!prestó prest* acreedor* | pidió debe* debía* deudor* adeud*
!pagó pag* gastó gast* desembols* | cobró cobr* recib* ingres* | debe* debía*
!mató mat* muert* muri* fallec* asesin* mortal* | hiri* herid* lesion* | sobreviv* vivo* viva* vida salv*
!aprobó aprob* aprueb* acept* apoy* respald* autoriz* conced* | rechaz* deneg* denieg* opus* opon* vet* | aplaz* posterg*
!permit* legaliz* | prohib* imped* impid* vet* | oblig* exig*
!abrió abr* empez* empiez* comenz* comienz* inici* inaugur* fund* | cerró cerr* cierr* termin* acab* finaliz* clausur* suspend* cancel* | sigu* continu* reanud*
inclu* | exclu* omit* excepto
más mayor* máxim* super* encima sobre | menos menor* mínim* debajo bajo inferior* | igual* exacta*
antes previ* anterior* hasta | después tras luego posterior* siguiente* desde | durante mientras | ayer | mañana | hoy
último* última* pasad* ex | próxim* actual* futur*
primer* | último* última* final*
todo todos toda todas cada siempre ambos ambas entera* entero* | algunos algunas algún alguno alguna vari* pocos pocas veces parcial* mucho* mucha* | ningún ninguno ninguna nadie nunca jamás nada | solo sólo únicamente solamente
dentro intern* nacional* | fuera extern* extranjer* internacional*
!importa* importó | exporta* exportó
!legal* lícit* | ilegal* ilícit*
!culpab* conden* | inocen* absuel* absolv* absolu*
!contrat* nombr* design* | despid* despidi* destitu* renunci* dimit* cesad* cesó
lleg* entr* vino vien* | salió sal* fue march* abandon* dejó
norte | sur | este | oeste
izquierd* | derech*
públic* estatal* | privad*
hombre* varón* niño* | mujer* niña*
viej* anciano* anciana* | joven* jóvenes
ric* | pobre*
fuerte* | débil*
buen* mejor* bien | mal* peor*
segur* inocu* | peligro* tóxic* insegur*
verdad* ciert* auténtic* real* | fals* mentira*
éxito* logr* consigu* | fracas* fall*
correct* | incorrect* erróne* equivoc*
confirm* comprob* verific* demostr* | desmint* desment* refut*
larg* | cort*
caliente* cálid* | frío* fría*
lluvi* inund* húmed* | sec* sequía*
comprador* client* inquilin* | vendedor* proveedor* caser*
emplead* trabajador* obrer* | emplead* patron* jefe*
víctim* | agresor* autor*
casad* casó | divorci* separ* viud* solter*
constru* levant* edific* cre* | destru* demol* derrib* desmantel*
brut* | net*
puede* podrá* podría* | debe* deberá* tiene* tendrá*
con | sin
with | without
";

/// Beginnings whose exchange, before the same rest, turns a word round; each may also stand against no beginning.
const PREFIXES: [[&str; 2]; 12] = [
    ["over", "under"],
    ["in", "ex"],
    ["im", "ex"],
    ["in", "out"],
    ["up", "down"],
    ["pre", "post"],
    ["pro", "anti"],
    ["sobre", "sub"],
    ["super", "sub"],
    ["mayor", "minor"],
    ["as", "des"],
    ["in", "de"],
];

/// Beginnings that deny the rest of a word.
const DENYING: [&str; 11] = ["un", "in", "im", "il", "ir", "dis", "non", "de", "mis", "des", "anti"];

/// Endings whose exchange, after the same stem, turns a word round.
const ENDINGS: [[&str; 2]; 3] = [["ful", "less"], ["er", "ee"], ["or", "ee"]];

/// Words that make what follows or comes before hold only in some case.
const CONDITIONS: &str = "if unless provided providing assuming supposing otherwise whether until when whenever pending \
    conditional conditionally contingent depending depends except lest hypothetically theoretically supposedly planned \
    expected expects hopes hoped intends intended proposed proposes \
    si salvo excepto cuando mientras condición condicionado condicionada supuesto caso suponiendo \
    dependiendo depende hipotéticamente teóricamente pendiente prevé previsto prevista espera pretende propone propuso propuesto \
    propuesta hubiera hubiese";

/// Words that say of something that it is not so.
const DENIALS: &str = "deny denies denied denying denial dispute disputes disputed disputing contest contests contested reject \
    rejects rejected rejecting refute refutes refuted contradict contradicts contradicted contradicting false falsely untrue wrong \
    wrongly incorrect incorrectly mistaken mistakenly erroneous erroneously misleading debunk debunked disprove disproved \
    disproves disproven baseless unfounded unproven unsubstantiated unsupported unverified fabricated bogus fake myth hoax lie \
    lies lied doubt doubts doubtful doubted questioned questionable retract retracted retracts withdrew withdrawn recanted \
    invented error mistake overturned annulled void invalid \
    niega niegan negó negaron negado negar desmiente desmienten desmintió desmintieron desmentido desmentir rechaza rechazó \
    rechazan rechazaron refuta refutó contradice contradijo contradicen falso falsa falsos falsas falsamente mentira \
    mintió miente erróneo errónea erróneamente equivocado equivocada incorrecto incorrecta engañoso engañosa infundado \
    infundada duda dudas dudoso dudosa dudó cuestiona cuestionó cuestionan retractó desacreditado inventado inventada error bulo \
    mito anulado anulada inválido";

/// Words with which somebody is given as the one who says, thinks or shows it.
const SPEECH: &str = "said says say saying told tells tell according stated states state statement reported reports report reporting \
    claimed claims claim claiming alleged alleges allege alleging announced announces announce argued argues argue wrote writes \
    write written added adds insisted insists insist believed believes believe thinks think thought estimated \
    estimates estimate explained explains admitted admits admit acknowledged acknowledges conceded concedes confirmed confirms \
    confirm declared declares declare testified testifies warned warns warn noted notes suggested suggests suggest shows show \
    showed shown showing found finds indicated indicates revealed reveals quoted quotes quote called calls describes described \
    boasted boasts maintained maintains asserted asserts assert replied replies answered asked remarked recalled predicted \
    predicts forecast forecasts calculated calculates counted counts published publishes document documents records record \
    rumour rumoured rumor rumored hearsay sources source \
    dijo dice dicen decir dijeron según afirmó afirma afirman afirmaron aseguró asegura aseguran declaró declara declaran \
    informó informa informan anunció anuncia anuncian explicó explica señaló señala señalan indicó indica indican sostuvo \
    sostiene sostienen manifestó manifiesta escribió escribe cree creen piensa admitió admite reconoció reconoce confirmó \
    confirma confirman alegó alega alegan denunció denuncia reveló revela muestra muestran mostró estima estimó \
    calcula calculó publicó publica advirtió advierte añadió añade respondió responde insistió insiste testificó cuenta contó \
    consta informe informes fuentes fuente documento documentos";

/// Words that open a clause which may stand at either end of its sentence.
const LEADS: &str = "in on at by after before during since until from to with within for of as when while because although though \
    despite through throughout under over between among around about near according yesterday today tomorrow last next \
    this that later earlier finally recently meanwhile then now here there however so once per upon \
    en el la los por tras antes después durante desde hasta con para de a al del como cuando mientras porque aunque pese \
    mediante bajo sobre entre cerca según ayer hoy mañana luego finalmente recientemente ahora aquí allí sin este esta \
    hace";

/// Units and currencies in words, and the names of times: to exchange one is to exchange the figure.
const UNITS: &str = "euro euros dollar dollars pound pounds peso pesos yen yuan rupee rupees franc francs krona krone sol soles \
    real reais usd eur gbp cents pence ton tons tonne tonnes kilo kilos kilogram kilograms kg gram grams g mg ounce ounces \
    metre metres meter meters m kilometre kilometres kilometer kilometers km mile miles foot feet inch inches yard yards cm mm \
    hectare hectares acre acres litre litres liter liters gallon gallons barrel barrels second seconds minute minutes hour hours \
    day days week weeks fortnight month months year years decade decades century centuries degree degrees watt watts kw mw gw kwh \
    mwh volts daily weekly monthly quarterly yearly annual annually nightly point points percentage \
    january february march april june july august september october november december monday tuesday wednesday thursday friday \
    saturday sunday spring summer autumn winter \
    dólar dólares libra libras euros céntimos centavos tonelada toneladas gramo gramos metro metros kilómetro kilómetros milla \
    millas pie pies hectárea hectáreas litro litros galón barril barriles segundo segundos minuto minutos hora horas día días \
    semana semanas mes meses año años década décadas siglo siglos grado grados diario diaria semanal mensual trimestral anual \
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre lunes martes miércoles \
    jueves viernes sábado domingo primavera verano otoño invierno puntos";

/// Words that hedge a whole statement, or put it off.
const MORE_HEDGES: &str = "will shall seems seem seemed appears appear appeared apparently presumably supposedly rumoured reputedly \
    tends tend suggest could've might've set due likely unlikely potential potentially probable attempted tried tries \
    podría podrían pudo quizá quizás acaso aparentemente probablemente seguramente presunto presunta presuntos presuntas \
    supuesto supuesta supuestos supuestas parece parecen parecía parecería suele suelen posible probable intentó intenta";

/// Words that stand for somebody.
const PRONOUNS: &str = "i me my we us our you your he him his she her hers they them their theirs himself herself themselves \
    yo nosotros nosotras usted ustedes él ella ellos ellas le les nuestro nuestra nuestros nuestras";

/// Words with which a thing is planned, promised, guessed or feared, and has not happened.
const IRREAL: &str = "if unless would could might may plan plans planned planning aim aims aimed aiming want wants wanted hope hopes \
    hoped hoping intend intends intended intending expects expect expected expecting propose proposes proposed pledge pledges \
    pledged promise promises promised vow vowed scheduled forecast forecasts projected projects budgeted considering considers considered seeks sought \
    supposing assuming provided hypothetically theoretically target targets targeted threatened threatens \
    si podría podrían podrá podrán habría habrían sería serían tendría tendrían debería deberían planea planean planeaba planeó prevé \
    prevén preveía previsto prevista pretende pretendía propone propuso propuesto propuesta proyecta proyectaba prometió promete \
    prometieron espera esperaba quiere quería estudia baraja barajaba confía comprometió comprometieron hipotéticamente supuesto amenazó amenaza";

/// Words with which a thing is told as what others say of it.
const HEARSAY: &str = "allegedly reportedly supposedly purportedly rumoured rumored rumour rumor apparently presumably possibly perhaps \
    unconfirmed alleged anonymous unnamed second-hand hearsay anónima anónimo anónimas anónimos querella bulo \
    supuestamente presuntamente supuesto supuesta presunto presunta aparentemente posiblemente quizá quizás rumor rumores";

/// Forms that tell of what is over.
const PAST: &str = "was were had did spent owned held bought sold paid made built won lost took gave grew cut rose fell found began \
    became went came left signed opened closed invested approved rejected received produced hired fired launched founded killed \
    died published met voted ended started ran sent kept got earned shipped exported imported employed cost \
    fue fueron era eran había tuvo tuvieron gastó gastaron compró compraron vendió vendieron pagó pagaron hizo hicieron construyó \
    ganó perdió tomó dio creció recortó subió bajó cayó abrió cerró invirtió invirtieron aprobó rechazó recibió produjo contrató \
    despidió lanzó fundó mató murió murieron publicó votó terminó empezó comenzó envió obtuvo exportó importó empleó costó firmó \
    firmaron aumentó redujo registró sumó alcanzó llegó";

/// Words for a statement that was just made.
const REFERENTS: &str = "this that it these those which claim figure number statement allegation assertion account report reports story \
    amount total sum idea rumour rumor \
    esto eso ello lo esa ese esta este cifra dato afirmación declaración acusación versión noticia información rumor monto";

/// Words that deny what a claim denies, too.
const DENIES_TOO: &str = "refuse refuses refused fail fails failed failure without lack lacks lacked lacking unable absent absence zero \
    stopped cancelled canceled blocked prevented abandoned avoid avoided free declined missed barred instead \
    negó negaron rehusó falta faltó sin careció carece carecen carecía incapaz cero canceló impidió abandonó evitó";

/// Words for a share or a rank, those of one sense on a line.
const SHARES: &str = "
all every each everyone everybody whole todo todos toda todas cada
some several certain algunos algunas ciertos varias varios
most majority mayoría mayor
few little scarce pocos pocas
many numerous muchos muchas
half mitad medio media
first primero primera primer
second segundo segunda
third tercero tercera tercer tercio
fourth cuarto cuarta
fifth quinto quinta
sixth sexto sexta
seventh séptimo séptima
eighth octavo octava
ninth noveno novena
tenth décimo décima
";

/// Verbs that say that something ended, was kept from happening, or was taken away.
const UNDOING: &str = "excluded cleared acquitted dropped vetoed kept keep kept stopped stop prevented prevent suspended banned ban barred \
    rejected refused lost missed died perished cancelled canceled closed ended dismissed withdrew abandoned overturned freed released \
    stood lasted survived less fewer under below spared escaped undefeated empty \
    absolvió archivó vetó mantuvo evitó impidió impidieron suspendió suspendieron prohibió rechazó negó perdió perdieron murió murieron \
    perecieron cerró canceló anuló retiró ganó duró sobrevivió menos descartó descarta descartaron reconocieron libre libres";

/// Words with which somebody accuses, admits or denies: what they say is told, not asserted.
const ACCUSING: &str = "said says told according claims claimed announced ordered sentenced \
    dijo según afirma afirmó declaró aseguró anunció ordenó condenó accused accuses accuse accusing charged charges charge denied denies deny suspected suspects alleged plans planned \
    expects expected promised rumour rumours rumored rumoured suspicion \
    acusa acusan acusó acusaron acusado acusada imputa imputó sospecha niega negó rumor rumores planea prevé prometió";

/// Words for what somebody said or wrote.
const STATEMENTS: &str = "claim claims figure number statement allegation allegations assertion accusation accusations charge charges suggestion \
    suggestions idea story reports rumour rumor rumours account version total \
    cifra dato afirmación declaración acusación acusaciones versión noticia rumor rumores bulo infamia";

/// Words with which what was said or written is taken back.
const TAKING_BACK: &str = "correction corrigendum erratum rectificación erratas withdrew withdrawn retracted retracts retract corrected apologised apologized false error mistake mistaken miscounted \
    misprint invented wrong untrue struck recanted disproved fabricated overturned debunked misquoted forged fake hoax myth \
    rectificó rectificaron corrigió retiró retractó retractaron error equivoca equivocó falso falsa inventado inventada inventados \
    suprimió desmintió mentira errata anuló demostraron";

/// What is taken back, and who takes it back.
const TAKEN_BACK: &str = "correction corrigendum rectificación fe paper newspaper journal magazine entry brochure sentence plaque report draft bulletin document article log page \
    he she they later afterwards next \
    diario periódico revista placa entrada folleto frase párrafo informe borrador documento artículo acta parte fue después luego juez \
    versión ministerio";

/// Small words that say how things stand to each other.
const PREPOSITIONS: &str = "in on at by after before during since until from to with within for of over under between into by and or as \
    was were is are had has have be been its it he she his her they their not \
    en el la los las por tras antes después durante desde hasta con para de a al del y e o su sus se le les lo un una fue era no que";

const MONTHS: &str = "january february march april may june july august september october november december \
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre";

/// Beginnings of words for the two sides of one deal: the one sells where the other buys.
const CONVERSE: &str = "bought buy purchas acquir sold sell sale lent lend loan borrow owe paid pay spent spend receiv collect earn \
    won win lost lose losing defeat hir employ buyer customer client tenant seller supplier vendor landlord import export gave give \
    got get compr adquir vend prest pidi deb pag cobr recib gan perd pierd import export";

/// A group of opposites, and a side of it.
type Side = (usize, usize);

/// Which side of which group of opposites a word is on.
type Sides = Vec<Side>;

struct Opposites {
    /// The groups whose words say by themselves which way a claim goes: marked with `!`.
    strong: HashSet<usize>,
    exact: HashMap<&'static str, Sides>,
    /// Beginnings, by their first two letters.
    begun: HashMap<String, Vec<(&'static str, Side)>>,
}

static OPPOSED: LazyLock<Opposites> = LazyLock::new(|| {
    let mut opposites = Opposites { strong: HashSet::new(), exact: HashMap::new(), begun: HashMap::new() };
    for (group, line) in OPPOSITES.lines().filter(|line| !line.is_empty()).enumerate() {
        if line.starts_with('!') {
            opposites.strong.insert(group);
        }
        let line = line.trim_start_matches('!');
        for (side, forms) in line.split('|').enumerate() {
            for form in forms.split_whitespace() {
                match form.strip_suffix('*') {
                    Some(stem) => opposites.begun.entry(first_two(stem)).or_default().push((stem, (group, side))),
                    None => opposites.exact.entry(form).or_default().push((group, side)),
                }
            }
        }
    }
    opposites
});

fn first_two(word: &str) -> String {
    word.chars().take(2).collect()
}

fn sides(word: &str) -> Sides {
    let exact = OPPOSED.exact.get(word).cloned().unwrap_or_default();
    let begun = OPPOSED.begun.get(&first_two(word)).into_iter().flatten();
    // A short beginning says little of a long word.
    let fits = |stem: &&str| word.starts_with(*stem) && word.chars().count() <= stem.chars().count() + 7;
    exact.into_iter().chain(begun.filter(|(stem, _)| fits(stem)).map(|(_, side)| *side)).collect()
}

/// Says whether a word, in lower case, says by itself which way a claim goes: a rise, a loss, a purchase.
pub(super) fn has_direction(lower: &str) -> bool {
    sides(lower).iter().any(|(group, _)| OPPOSED.strong.contains(group))
}

/// Says whether two words, in lower case, go opposite ways: by the lists, or by how they begin and end.
pub(super) fn are_opposed(from: &str, to: &str) -> bool {
    let (one, other) = (sides(from), sides(to));
    let same = one.iter().any(|side| other.contains(side));
    let turned = one.iter().any(|(group, side)| other.iter().any(|(with, on)| group == with && side != on));
    (turned && !same) || by_form(from, to) || by_form(to, from)
}

/// Says whether two words go the same way by the lists.
pub(super) fn go_together(from: &str, to: &str) -> bool {
    let other = sides(to);
    sides(from).iter().any(|side| other.contains(side)) && !are_opposed(from, to)
}

/// Says whether two opposites, in lower case, can tell of one deal from both its sides.
pub(super) fn are_converse(from: &str, to: &str) -> bool {
    let dealt = |word: &str| CONVERSE.split_whitespace().any(|stem| word.starts_with(stem));
    dealt(from) && dealt(to)
}

/// Says whether a word, in lower case, is a share or a rank.
pub(super) fn is_share(lower: &str) -> bool {
    SHARES.split_whitespace().any(|word| word == lower)
}

/// Says whether two words, in lower case, are one share or rank.
pub(super) fn are_one_share(one: &str, other: &str) -> bool {
    let holds = |line: &str, lower: &str| line.split_whitespace().any(|word| word == lower);
    SHARES.lines().any(|line| holds(line, one) && holds(line, other))
}

fn by_form(from: &str, to: &str) -> bool {
    let long = |rest: &str| rest.chars().count() >= 3;
    let swapped = PREFIXES.iter().any(|[one, other]| {
        let (Some(rest), Some(left)) = (from.strip_prefix(one), to.strip_prefix(other)) else { return false };
        long(rest) && rest == left
    });
    let denied = DENYING.iter().any(|denying| {
        to.strip_prefix(denying)
            .is_some_and(|rest| long(rest) && (rest == from || rest.trim_start_matches('-') == from))
    });
    let ended = ENDINGS.iter().any(|[one, other]| {
        let (Some(stem), Some(left)) = (from.strip_suffix(one), to.strip_suffix(other)) else { return false };
        long(stem) && stem == left
    });
    swapped || denied || ended
}

macro_rules! asked {
    ($($(#[$doc:meta])* $name:ident in $list:ident;)+) => {$(
        $(#[$doc])*
        pub(super) fn $name(lower: &str) -> bool {
            static WORDS: LazyLock<HashSet<&str>> =
                LazyLock::new(|| $list.split_whitespace().collect());
            WORDS.contains(lower)
        }
    )+};
}

asked! {
    /// Says whether a word, in lower case, makes something hold only in some case.
    is_condition in CONDITIONS;
    /// Says whether a word, in lower case, says of something that it is not so.
    is_denial in DENIALS;
    /// Says whether a word, in lower case, hedges a whole statement, or puts it off.
    is_hedge in MORE_HEDGES;
    /// Says whether a word, in lower case, stands for somebody.
    is_pronoun in PRONOUNS;
    /// Says whether a word, in lower case, gives somebody as the one who says it.
    is_speech in SPEECH;
    /// Says whether a word, in lower case, may open a clause that stands at either end of its sentence.
    is_lead in LEADS;
    /// Says whether a word, in lower case, is a unit, a currency or the name of a time.
    is_unit in UNITS;
    /// Says whether a word, in lower case, gives something as planned or guessed, and not as done.
    is_irreal in IRREAL;
    /// Says whether a word, in lower case, gives something as hearsay.
    is_hearsay in HEARSAY;
    /// Says whether a word, in lower case, tells of what is over.
    is_past in PAST;
    /// Says whether a word, in lower case, may stand for a statement that was just made.
    is_referent in REFERENTS;
    /// Says whether a word, in lower case, says by itself that something did not happen.
    may_be_denied in DENIES_TOO;
    /// Says whether a verb, in lower case, says that something ended or was kept from happening.
    undoes in UNDOING;
    /// Says whether a word, in lower case, makes what follows somebody's word or plan.
    accuses in ACCUSING;
    /// Says whether a word, in lower case, names what somebody said.
    is_statement in STATEMENTS;
    /// Says whether a word, in lower case, takes back what was said.
    takes_back in TAKING_BACK;
    /// Says whether a word, in lower case, names what may be taken back, or who does so.
    takes_back_of in TAKEN_BACK;
    /// Says whether a word, in lower case, only says how others stand to each other.
    is_preposition in PREPOSITIONS;
    /// Says whether a word, in lower case, is a month.
    is_month in MONTHS;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposites_are_told_by_the_lists_and_by_form() {
        let opposed = [
            ("rose", "fell"),
            ("profit", "loss"),
            ("bought", "sold"),
            ("killed", "hurt"),
            ("ganó", "perdió"),
            ("subió", "bajó"),
            ("compró", "vendió"),
            ("before", "after"),
            ("antes", "después"),
            ("least", "most"),
            ("all", "some"),
            ("todos", "algunos"),
            ("legal", "illegal"),
            ("solved", "unsolved"),
            ("harmful", "harmless"),
            ("overestimated", "underestimated"),
            ("employer", "employee"),
            ("inflow", "outflow"),
            ("conforme", "disconforme"),
            ("increased", "decreased"),
            ("aumentó", "disminuyó"),
            ("máximo", "mínimo"),
            ("with", "without"),
            ("aprobó", "rechazó"),
            ("higher", "lower"),
            ("above", "below"),
            ("imports", "exports"),
        ];
        for (from, to) in opposed {
            assert!(are_opposed(from, to) && are_opposed(to, from), "{from} {to}");
        }
        for (from, to) in [("rose", "climbed"), ("subió", "aumentó"), ("bought", "acquired"), ("river", "stream")] {
            assert!(!are_opposed(from, to), "{from} {to}");
        }
        assert!(go_together("rose", "climbed") && !go_together("rose", "fell"));
    }
}

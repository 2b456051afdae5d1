//! English words that give claims away, beyond figures.

use super::cue::Cue;
use super::lexicon::Lexicon;
use record::model::words::ClaimType::{Causal, Characterisation, OwnershipShare, Relationship};

const STOP: &str = "the|a|an|of|in|on|at|by|for|to|from|with|and|or|but|as|than|that|which|who|whose|when|where|while|if|is|\
    are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|should|must|not|no|it|its|this|these|\
    those|they|their|there|then|so|such|into|over|under|after|before|during|since|until|between|through|against|about|per|\
    each|every|ago|later|earlier|more|less|also|only|just|both|either|up|down|out|off|because|due|according|within|without|\
    among|across|went|came|made|said|says|took|got|rose|fell|grew|dropped|died|killed|injured|voted|paid|sold|bought|now|\
    still|already|how|what|why|however|yet|today|yesterday|compared|including|versus|via|toward|towards|along|around|us|uk|\
    last|next|previous|first|second|third|old|tall|long|wide|deep|high|away|apart|respectively|altogether|overall|left|put|gave|\
    worked|lived|joined|signed|became|began|ended|arrived|returned|attended|received|showed|reached|led|lost|won|scored|ran";
const ROLES: &str = "mayor|president|vice president|vice - president|prime minister|minister|secretary|secretary of state|secretary general|governor|\
    senator|congressman|congresswoman|lawmaker|mp|deputy|councillor|councilor|chancellor|ambassador|consul|judge|justice|\
    prosecutor|attorney general|sheriff|general|colonel|captain|admiral|commander|commissioner|chief|police chief|chief executive|\
    chief executive officer|chief financial officer|chief operating officer|chief of staff|ceo|cfo|coo|cto|chair|chairman|chairwoman|chairperson|director|managing director|\
    executive director|general manager|manager|head|head coach|coach|founder|co - founder|cofounder|founders|co - founders|cofounders|\
    co - owner|owner|partner|editor|editor - in - chief|professor|dean|rector|principal|researcher|scientist|economist|analyst|lawyer|\
    attorney|spokesman|spokeswoman|spokesperson|leader|treasurer|auditor|bishop|archbishop|pope|king|queen|prince|princess|\
    senior fellow|senior fellows|fellow|candidate|adviser|advisor|representative|delegate|envoy|member of parliament|member|trustee|board member|\
    accountant|teacher|nurse|doctor|soldier|farmer|pilot|journalist|trader|contractor|police officer|firefighter|bookkeeper|clerk|diplomat|lobbyist|landlord|warden|priest|pastor|striker|goalkeeper|midfielder|defender|winger|author|architect|engineer|surgeon|astronaut|publisher|producer|lieutenant governor|mps|\
    entrepreneur|banker|businessman|businesswoman|inspector|superintendent|detective|physicist|biologist|chemist|epidemiologist|ombudsman|comptroller|consultant|counsel|president - elect|heir|successor|coordinator|curator|whistleblower";
const ROLE_VERBS: &str = "worked at|worked for|works at|works for|works as|worked as|served as|serves as|serving as|heads|headed|heading|chairs|chaired|leads|\
    founded|co - founded|cofounded|appointed|was named|named as|elected|re - elected|sworn in|resigned|resigned as|stepped down|\
    is running for|run for|running for|ran for|joining|joined|graduated from|studied at|born in|nominated|succeeded|takes over as|took over as|retired as|hired as|promoted to|took office|holding the post|holds the post|holds the governing post|governing post";
const ROLE_MODIFIERS: &str = "former|ex|ex -|current|then|then -|incoming|outgoing|acting|interim|deputy|vice|senior|assistant|associate|chief|first|\
    second|longtime|veteran|retired|late|honorary|new|newly|sitting|lead|top|state|federal|national|regional|junior|executive|co|co -";
const RANKINGS: &str = "largest|biggest|smallest|highest|lowest|oldest|youngest|fastest|slowest|richest|poorest|longest|shortest|tallest|\
    deadliest|worst|best|greatest|strongest|weakest|cheapest|newest|busiest|hottest|coldest|wettest|driest|deepest|heaviest|\
    lightest|safest|steepest|sharpest|wealthiest|costliest|most expensive|most populous|most powerful|most important|most valuable|\
    most successful|most popular|most common|most visited|most dangerous|number one|no . 1|the first|first ever|first - ever|first time|for the first time|\
    the only|only one|the sole|the last|all - time|all - time high|record high|record low|record|a record|new record|world record|record - breaking|unprecedented|\
    world leader|market leader|leading|top|second to none|fewest|closest|earliest|latest ever|new heights|leads globally|market maker|\
    ranked|ranks|tops the|topped the|most wanted|best - selling|bestselling|highest - paid|fastest - growing|among the largest|first woman|first man|never before|third time";
const CAUSES: &str = "because of|because|due to|thanks to|owing to|as a result of|as a result|resulted in|results in|resulting in|led to|leads to|leading to|\
    caused by|caused|causes|causing|cause of|driven by|triggered|triggered by|contributed to|contributing to|attributed to|blamed on|blamed for|stems from|\
    stemmed from|prompted|prompted by|sparked|sparked by|brought about|gave rise to|consequence of|responsible for|fuelled by|fueled by|boosted by|on account of|a direct boon|\
    in response to|linked to|thereby|consequently|enabled by|which is why|helped drive|strengthen|strengthens|spurred by|spurred";
const OWNED: &str = "owned by|wholly owned|wholly - owned|majority - owned|majority owned|co - owned by|- owned|owns|own a|owned|owner of|owners of|co - owner of|\
    a stake in|stake in|stakes in|stake|stakes|shareholder|shareholders|shareholder of|shareholding|majority owner|majority backer|majority stake|minority stake|controlling stake|controlling interest|holds shares|\
    shares in|equity in|financial backer|financial backers|backer of|investor in|controlled by|interest in the company|belongs to|holding company|holds a stake|stockholder|beneficial owner|beneficial owners|part - owned";
const RELATED: &str = "joint venture|joint - venture|a unit of|unit of|subsidiary|subsidiary of|subsidiaries|parent company|affiliate of|affiliated with|division of|arm of|acquired|acquisition of|\
    acquires|merged with|merger with|merger|partnership with|partnered with|in partnership with|in business with|consortium|contract with|signed a contract|signed an agreement|supplier to|supplier of|supplied by|\
    client of|married to|brother of|sister of|son of|daughter of|wife of|husband of|father of|mother of|cousin of|nephew of|ties to|ties with|tied to|links to|linked with|allied with|member of|formerly known as|spun off|bought by|sold to|took over|takeover of|domiciled|- domiciled|\
    headquartered in|based in|funded by|financed by|backed by|sponsored by|donated to|lobbied|capital of|capital city";
const ACCUSED: &str = "accused of|charged with|convicted of|sentenced to|found guilty|pleaded guilty|arrested|indicted|under investigation|acquitted|acquitted of|\
    sued|fined|banned|suspended|dismissed|fired|expelled|jailed|imprisoned|detained|extradited|wanted for|cleared of|suspected of|denied|violated|breached|covered up|lied|bribed|embezzled|failed to|guilty of";
const SPEECH: &str = "said|says|say|told|tells|added|adds|stated|states|announced|announces|declared|claimed|claims|argued|argues|explained|noted|insisted|warned|\
    wrote|writes|testified|tweeted|posted|acknowledged|admitted|confirmed|denied|replied|recalled|remarked|reported|reports|asked|estimates|alleged|alleges|concluded|\
    found that|shows that|showed that|stressed|commented|revealed|observed|asserted|maintained|complained|shouted|joked|quipped|promised|vowed|suggested|suggests that|called|heard|found|ruled";
const ACCORDING: &str = "according to|as reported by|in the words of|citing|cited by|quoted by|as stated by|per a report|data from|figures from|a report by|report by|a study by|study by|a survey by|\
    a poll by|estimates by|sources say|sources said|officials said|originally published by|published by|made available via|documents show|records show|data show|data shows|figures show|research shows|a study found";
const OPINIONS: &str = "i think|i believe|we think|we believe|in my view|in our view|in my opinion|in our opinion|to my mind|arguably|unfortunately|sadly|thankfully|hopefully|\
    regrettably|it seems|seems to|it is clear that|clearly|obviously|undoubtedly|of course|shameful|disgraceful|wonderful|terrible|beautiful|should be ashamed|deserves|deserve|ought to|\
    should|should have|must not be|it is time|it is wrong|it is right|disappointing|admirable|absurd|outrageous|tragic|brilliant|inspiring|remarkable|appalling|unacceptable|worthwhile|perhaps the|\
    fine with|potent|powerful|poses risks|a shame|too much|too little|too often|nothing less than|has to recognize|needs to|need to|no doubt|frankly|personally|elegant|ugly|lovely|delightful|dreadful|pointless|wise|foolish|fascinating|magnificent|generational opportunity|better off|we should|clear vision";
const PREDICTIONS: &str = "will|will be|won ' t|is expected to|are expected to|expected to|is likely to|likely to|is set to|are set to|is due to|is going to|are going to|forecast to|forecasts|\
    projected to|is poised to|positioned to|plans to|plan to|planned to|intends to|aims to|hopes to|could become|may become|might become|would become|predicts|predicted to|in the coming years|\
    in the future|next year|next decade|is bound to|by the end of the decade|shall|looks set to|may yet|anticipates|on track to|prepared to|may run|scheduled to|expects|expect to|could|might";
const INSTRUCTIONS: &str = "click|subscribe|get|sign up|read more|read|see|watch|follow|share|download|visit|call|contact|join|donate|register|stay|cancel|buy|try|check|listen|\
    remember|note that|consider|please|do not|don ' t|let us|let ' s|make sure|ensure|take|turn|add|mix|bake|press|open|send|write to|email|log in|log on|enter|choose|select|go to|learn|find out|bring|keep|wear|wash|use|avoid|ask|help|book";
const CRIME: &str = "crime|crimes|criminal|murder|murdered|killed|killing|homicide|fraud|bribe|bribes|bribery|bribed|corruption|corrupt|theft|stole|stolen|robbery|robbed|assault|\
    rape|raped|arrested|convicted|guilty|prison|jail|jailed|charged with|accused|indicted|laundering|embezzlement|embezzled|trafficking|smuggling|extortion|kidnapping|kidnapped|shooting|shot|\
    stabbed|stabbing|terrorism|terrorist|sentenced|illegal|illegally|suspect|suspects|suspected|investigation|lawsuit|sued|perjury|forgery|forged|manslaughter|arson|abuse|abused|scam|police|attack|attacked|detained|burglary|gang|cartel|drugs";
const HEALTH: &str = "vaccine|vaccines|vaccinated|disease|diseases|cancer|virus|infection|infections|infected|patients|patient|hospital|hospitals|deaths|mortality|drug|drugs|dose|doses|\
    treatment|symptoms|epidemic|pandemic|outbreak|covid|diabetes|asthma|malaria|cholera|measles|influenza|flu|medicine|clinical|toxic|poisoning|side effects|health|died|suicide|pregnant|overdose|hiv|tumour|tumor|stroke|cardiac|surgery|diagnosed|medical|blood|lead poisoning|injured|injuries|contaminated";
const BODIES: &str = "inc|ltd|llc|plc|corp|corporation|company|co|group|bank|university|college|school|ministry|department|office|agency|party|council|court|congress|parliament|senate|\
    committee|commission|institute|foundation|association|union|federation|club|fc|city|united|street|avenue|road|park|river|lake|mount|island|islands|county|state|states|republic|kingdom|north|south|east|west|northern|southern|eastern|western|new|\
    central|national|international|world|global|american|british|european|league|cup|championship|times|post|news|journal|hospital|church|airport|station|hotel|museum|holdings|partners|capital|energy|mining|motors|airlines|railway|authority|board|centre|center|society|trust|\
    organization|organisation|advisory|initiative|road initiative|port|bay|valley|beach|hills|house|act|treaty|pact|agreement|war|day|week|games|olympics|prize|award|sea|ocean|the|minera|democracies|policy|research|laboratory|systems|technologies|services|industries|consulting|logistics|pharma|foods|district|province|region|bridge|tower|stadium|army|navy|police|force|bureau|fund|press|media|radio|tv";
const GIVEN: &str = "james|john|robert|michael|william|david|richard|joseph|thomas|charles|mary|patricia|jennifer|linda|elizabeth|barbara|susan|jessica|sarah|karen|anna|ana|maria|laura|peter|paul|\
    mark|george|daniel|matthew|anthony|steven|andrew|kenneth|kevin|brian|edward|ronald|emily|emma|olivia|sophia|alice|helen|ruth|nancy|jane|kate|katherine|henry|jack|oliver|harry|martin|simon|stephen|rachel|rebecca|\
    amanda|julia|claire|nora|lucy|grace|hannah|rosa|carlos|juan|jose|luis|miguel|pedro|rafael|jorge|fernando|elena|carmen|sofia|lucia|ahmed|mohammed|muhammad|ali|omar|fatima|wei|li|nate|tom|tim|sam|ben|alex|chris|nick|joe|victor|felix|oscar|hugo|ivan|dmitri|olga|irina|yuki|hiro|kofi|amina|priya|raj";
const COMMON: &str = "the|of|and|to|in|is|that|was|for|with|as|on|are|by|at|from|it|this|have|has|were|which|their|been|but|not|its|his|her|they|said|would|will|an|be|or";

/// Puts in the English words that give claims away.
pub fn fill(lexicon: &mut Lexicon) {
    ranks(lexicon);
    for (words, cue) in [
        (STOP, Cue::Stop),
        (ROLES, Cue::Role),
        (ROLE_VERBS, Cue::RoleVerb),
        (ROLE_MODIFIERS, Cue::RoleModifier),
        (RANKINGS, Cue::Ranking(None)),
        (CAUSES, Cue::Tells(Causal)),
        (OWNED, Cue::Tells(OwnershipShare)),
        (RELATED, Cue::Tells(Relationship)),
        (ACCUSED, Cue::Tells(Characterisation)),
        (SPEECH, Cue::Speech),
        (ACCORDING, Cue::According),
        (OPINIONS, Cue::Opinion),
        (PREDICTIONS, Cue::Prediction),
        (INSTRUCTIONS, Cue::Instruction),
        (CRIME, Cue::Crime),
        (HEALTH, Cue::Health),
        (BODIES, Cue::Body),
        (GIVEN, Cue::GivenName),
        (COMMON, Cue::Common),
        ("mr|mrs|ms|miss|dr|sir|dame|lord|lady|mr .|mrs .|ms .|dr .|prof|prof .", Cue::Honorific),
        ("he|she|him|his|her|hers|himself|herself|who|whose", Cue::Person),
        ("revenue|revenues|turnover|sales|income|earnings|profit|profits", Cue::Revenue),
        ("invest|invested|investing|investment|investments|capital expenditure|fdi", Cue::Investment),
        ("market|market share|global|exports|production|output|processing|supply|consumption", Cue::Market),
    ] {
        lexicon.add(words, cue);
    }
}

/// Rankings whose rank is stated; they come first, so that they are preferred to those that state none.
fn ranks(lexicon: &mut Lexicon) {
    lexicon.add("world ' s largest|world ' s biggest|the largest|the biggest|the highest|the oldest|number one|no . 1|the first|first ever|first woman|first man|for the first time|record high|the only|the youngest|the most|world record|a record|most expensive|most populous|most visited", Cue::Ranking(Some(1)));
    for (rank, word) in [
        (2, "second"),
        (3, "third"),
        (4, "fourth"),
        (5, "fifth"),
        (6, "sixth"),
        (7, "seventh"),
        (8, "eighth"),
        (9, "ninth"),
        (10, "tenth"),
    ] {
        lexicon.add(&format!("{word} - largest|{word} largest|{word} - biggest|{word} biggest|{word} - highest|{word} - most|{word} - oldest|{word} - longest|{word} - richest|{word} most|{word} place|{word} - busiest|{word} - tallest|{word} highest|{word} - fastest|ranked {word}"), Cue::Ranking(Some(rank)));
    }
}

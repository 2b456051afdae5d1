//! Spanish words that give claims away, beyond figures.

use super::cue::Cue;
use super::lexicon::Lexicon;
use record::model::words::ClaimType::{Causal, Characterisation, OwnershipShare, Relationship};

const STOP: &str = "el|la|los|las|un|una|unos|unas|de|del|en|a|al|por|para|con|sin|sobre|entre|desde|hasta|y|e|o|u|que|quien|quienes|cuyo|cuando|donde|\
    mientras|si|es|son|era|eran|fue|fueron|ser|ha|han|había|hay|no|se|su|sus|este|esta|estos|estas|ese|esa|esos|esas|lo|le|les|como|más|menos|muy|ya|también|\
    solo|sólo|tras|según|durante|ante|contra|hacia|pero|porque|aunque|cada|antes|después|atrás|entonces|está|están|estaban|será|serán|murieron|resultaron|tiene|tienen|\
    subió|bajó|cayó|creció|dijo|dijeron|hoy|ayer|respecto|frente|mediante|incluidos|incluidas|donde|cual|cuales|ambos|otro|otra|así|aún|ni|pues|votaron|participaron|asistieron|recibió|recibieron|firmó|ganó|perdió|llegó|viven|trabajan";
const ADJECTIVES: &str = "nuevos|nuevas|primeros|primeras|últimos|últimas|grandes|pequeños|pequeñas|distintos|distintas|diferentes|jóvenes|supuestos|presuntos|presuntas|otros|otras|mil|altos|altas|buenos|antiguos|antiguas|principales|nuevo|nueva|posibles|diversos";
const ROLES: &str = "alcalde|alcaldesa|presidente|presidenta|expresidente|expresidenta|vicepresidente|vicepresidenta|primer ministro|primera ministra|ministro|ministra|exministro|exministra|secretario|secretaria|\
    secretario general|secretaria general|gobernador|gobernadora|senador|senadora|diputado|diputada|congresista|concejal|concejala|regidor|regidora|canciller|embajador|embajadora|cónsul|juez|jueza|fiscal|fiscal general|fiscala|\
    general|coronel|capitán|almirante|comandante|comisario|comisaria|jefe|jefa|jefe de gabinete|director|directora|jugador|jugadora|contador|contadora|maestro|maestra|enfermera|médico|médica|periodista|policía|funcionario|funcionaria|director general|directora general|director ejecutivo|directora ejecutiva|gerente|gerente general|consejero delegado|consejera delegada|\
    fundador|fundadora|cofundador|cofundadora|cofundadores|fundadores|dueño|dueña|propietario|propietaria|copropietario|socio|socia|editor|editora|profesor|profesora|catedrático|catedrática|decano|decana|rector|rectora|investigador|\
    investigadora|científico|científica|economista|analista|abogado|abogada|portavoz|vocero|vocera|líder|tesorero|auditor|obispo|arzobispo|papa|rey|reina|príncipe|princesa|candidato|candidata|asesor|asesora|representante|delegado|delegada|\
    entrenador|entrenadora|técnico|delantero|delantera|portero|guardameta|mediocampista|defensa|autor|autora|arquitecto|arquitecta|ingeniero|ingeniera|cirujano|cirujana|astronauta|productor|empresario|empresaria|banquero|ceo|exalcalde|exalcaldesa|\
    exgobernador|subsecretario|viceministro|viceministra|titular|cabeza|exdirector|exgerente|bióloga|biólogo|física|físico|química|químico|epidemióloga|epidemiólogo|defensor del pueblo|contralor|inspector|inspectora|coordinador|coordinadora|exfutbolista|exjefe|procurador|procuradora";
const ROLE_VERBS: &str = "trabajó en|trabajó para|trabaja en|trabaja para|trabajó como|se desempeñó como|fue nombrado|fue nombrada|fue elegido|fue elegida|fue electo|fue electa|nombró|designado|designada|elegido|elegida|dirige|dirigió|encabeza|encabezó|\
    preside|presidió|fundó|cofundó|lidera|lideró|renunció|dimitió|asumió|juró como|postula|se postula|aspira a|ingresó a|ingresó al|se incorporó a|se graduó en|estudió en|nació en|asumió como|ascendido a|relevó a|sustituyó a";
const ROLE_MODIFIERS: &str = "ex|ex -|actual|entonces|vice|sub|exvice|interino|interina|nuevo|nueva|primer|primera|antiguo|antigua|alto|alta|el|la|joven|veterano|veterana";
const RANKINGS: &str = "el mayor|la mayor|los mayores|las mayores|el más|la más|los más|las más|más grande|más grandes|más alto|más alta|más antiguo|más antigua|más importante|más importantes|más rico|más rica|más caro|más cara|más poblada|más poblado|\
    más vendido|más joven|más larga|más largo|más rápido|más rápida|más visitado|más visitada|el menor|la menor|el peor|la peor|el mejor|la mejor|mejor del mundo|número uno|n º 1|primer lugar|primer puesto|el primero|la primera|el primer|primera vez|por primera vez|\
    la única|el único|único|única|récord|un récord|máximo histórico|mínimo histórico|máxima histórica|líder mundial|líder del mercado|principal|el principal|la principal|sin precedentes|inédito|inédita|histórico|histórica|la última vez|nunca antes|cifra récord|segundo lugar|tercer lugar|la mayor del mundo|primera mujer|el mayor productor|lidera el ranking|encabeza la lista|primer exportador|primer productor|más letal|más mortífero|máximo goleador|máxima goleadora|invicto|invicta|pionero|pionera";
const CAUSES: &str = "debido a|debido al|gracias a|gracias al|a causa de|a causa del|a raíz de|a raíz del|por culpa de|por culpa del|como consecuencia de|como consecuencia del|como resultado de|como resultado|en consecuencia|porque|provocó|provocaron|provocado por|provocada por|\
    causó|causaron|causado por|causada por|causa de|ocasionó|ocasionado por|generó|generado por|originó|derivó en|desencadenó|desató|motivado por|motivada por|impulsado por|impulsada por|contribuyó a|contribuyeron a|se debe a|se debió a|atribuido a|atribuida a|\
    atribuyó|responsable de|resultado de|llevó a|condujo a|permitió que|por eso|por ello|por lo que|de ahí que|a consecuencia de|vinculado a|vinculada a|en respuesta a|favorecido por|permitió|propició|dio lugar a|a raíz";
const OWNED: &str = "propiedad de|propietario de|propietaria de|dueño de|dueña de|dueño del|dueña del|participada|participado|participada por|pertenece a|pertenecen a|pertenece al|participación en|participación de|una participación|participación|participación mayoritaria|participación minoritaria|paquete accionario|accionista|accionistas|accionista de|accionista mayoritario|\
    accionista mayoritaria|controlada por|controlado por|controla el|controla la|controla un|posee|poseen|posee el|acciones de|acciones en|capital social|inversionista|inversionistas|socio mayoritario|de capital chino|de propiedad|beneficiario final|es dueña|es dueño|en manos de";
const RELATED: &str = "empresa conjunta|joint venture|filial de|filial|una filial|subsidiaria de|subsidiaria|matriz|empresa matriz|división de|unidad de|adquirió|adquirida por|adquirido por|adquisición de|compró|compra de|se fusionó con|fusión con|fusión|alianza con|asociación con|asociada con|consorcio|contrato con|firmó un contrato|firmó un acuerdo|\
    proveedor de|proveedora de|cliente de|casado con|casada con|hermano de|hermana de|hijo de|hija de|esposa de|esposo de|padre de|madre de|primo de|sobrino de|vínculos con|lazos con|nexos con|vinculado con|vinculada con|aliado de|aliada de|miembro de|con sede en|financiado por|financiada por|respaldado por|respaldada por|patrocinado por|donó|capital de";
const ACCUSED: &str = "acusado de|acusada de|acusados de|acusadas de|condenado a|condenada a|condenado por|condenada por|condenados a|condenó a|declarado culpable|declarada culpable|culpable de|detenido|detenida|detenidos|arrestado|arrestada|imputado|imputada|imputado por|imputada por|investigado por|investigada por|procesado por|procesada por|absuelto|absuelta|absueltos|absueltas|condenados por|imputados|imputadas|arrestados|detenidas|procesados|sancionados|\
    demandado|demandada|multado|multada|multó|sancionado|sancionada|destituido|destituida|despedido|despedida|expulsado|expulsada|encarcelado|encarcelada|extraditado|extraditada|sospechoso de|sospechosa de|negó|violó|incumplió|mintió|sobornó|malversó|prófugo|señalado de|señalada de|denunciado por|denunciada por|acusó a|capturado|capturada";
const SPEECH: &str = "dijo|dice|dijeron|afirmó|afirma|afirmaron|aseguró|asegura|aseguraron|declaró|declara|declararon|señaló|señala|señalaron|explicó|explica|indicó|indica|indicaron|sostuvo|sostiene|agregó|añadió|anunció|anunciaron|advirtió|advierte|\
    manifestó|expresó|comentó|reveló|reconoció|admitió|confirmó|negó|respondió|recordó|informó|informaron|reportó|denunció|precisó|detalló|estimó|estima|calculó|escribió|testificó|insistió|subrayó|destacó|apuntó|concluyó|prometió|relató|contó|lamentó|opinó|matizó|remarcó|alegó|replicó|expuso";
const ACCORDING: &str = "según|de acuerdo con|de acuerdo a|conforme a|en palabras de|a juicio de|citando|citado por|datos de|datos del|cifras de|cifras del|un informe de|un informe del|un estudio de|una encuesta de|estimaciones de|fuentes|publicado por|documentos muestran|a decir de|de acuerdo al";
const OPINIONS: &str = "creo que|creemos que|pienso que|a mi juicio|a mi parecer|en mi opinión|en nuestra opinión|desgraciadamente|lamentablemente|por desgracia|afortunadamente|ojalá|es una vergüenza|vergonzoso|vergonzosa|maravilloso|maravillosa|terrible|hermoso|hermosa|\
    debería|deberían|deberíamos|habría que|hay que|merece|merecen|es hora de|es evidente que|evidentemente|obviamente|sin duda|claramente|absurdo|absurda|escandaloso|escandalosa|trágico|brillante|inspirador|admirable|inaceptable|decepcionante|quizás|quizá|tal vez|parece que|inadmisible|demasiado|preciosa|precioso|injusto|injusta|lamentable|imprescindible|debemos|nada mejor que|fascinante|espléndido|espléndida";
const PREDICTIONS: &str = "será|serán|habrá|tendrá|tendrán|podrá|podrán|podría|podrían|se espera que|se prevé que|está previsto|se prevé|prevé|prevén|espera que|esperan|va a|van a|planea|planean|pretende|pretenden|proyecta|proyectan|se proyecta|pronostica|pronostican|\
    en los próximos años|en el futuro|el próximo año|es probable que|probablemente|llegará|llegarán|alcanzará|alcanzarán|subirá|bajará|crecerá|crecerán|caerá|invertirá|construirá|abrirá|comenzará|empezará|terminará|aumentará|pagará|estará|estarán|hará|harán|logrará|superará|costará|se convertirá|previsto para|tiene previsto|entrará|quedará|recibirá|ganará|perderá|seguirá|vendrá|cerrará";
const INSTRUCTIONS: &str = "haga|haz|haga clic|suscríbase|suscríbete|lea|lee|vea|mira|mire|siga|sigue|comparta|comparte|descargue|descarga|visite|visita|llame|contacte|únase|únete|done|regístrese|regístrate|consulte|consulta|compre|pruebe|escuche|escucha|recuerde|recuerda|considere|\
    no olvide|no olvides|por favor|envíe|envía|escriba|escríbanos|elija|seleccione|añada|agregue|mezcle|tome|lleve|use|utilice|evite|evita|pregunte|pulse|abra|inscríbase|aproveche|reserve|guarde|lave|ponga";
const CRIME: &str = "crimen|crímenes|delito|delitos|asesinato|asesinatos|asesinó|asesinado|asesinada|homicidio|homicidios|fraude|soborno|sobornos|coima|coimas|corrupción|robo|robos|robó|asalto|violación|violó|detenido|detenida|arrestado|condenado|condenada|culpable|cárcel|prisión|acusado|acusada|imputado|imputada|\
    lavado de dinero|blanqueo|malversación|narcotráfico|tráfico|contrabando|extorsión|secuestro|secuestrado|tiroteo|disparos|terrorismo|terrorista|ilegal|ilegalmente|sospechoso|investigado|investigación|demanda|estafa|banda|policía|atacó|ataque|denuncia|feminicidio|hurto|peculado|cohecho|sicarios|cartel|cártel|droga|drogas|fiscalía|muertos";
const HEALTH: &str = "vacuna|vacunas|vacunados|enfermedad|enfermedades|cáncer|virus|infección|infecciones|contagios|contagiados|pacientes|paciente|hospital|hospitales|muertes|mortalidad|fármaco|fármacos|dosis|tratamiento|síntomas|epidemia|pandemia|brote|covid|diabetes|asma|malaria|cólera|sarampión|gripe|\
    dengue|medicina|medicamento|medicamentos|clínico|tóxico|intoxicación|efectos secundarios|salud|murió|murieron|fallecidos|fallecieron|suicidio|embarazadas|sobredosis|vih|tumor|infarto|cirugía|diagnosticado|sanitario|sangre|heridos|anemia|desnutrición|uci";
const BODIES: &str = "sa|sac|srl|sl|inc|corp|compañía|grupo|banco|universidad|colegio|escuela|ministerio|departamento|oficina|agencia|partido|consejo|corte|congreso|parlamento|senado|comité|comisión|instituto|fundación|asociación|unión|federación|club|ciudad|calle|avenida|parque|río|lago|monte|isla|provincia|estado|estados|unidos|república|reino|\
    norte|sur|este|oeste|nacional|internacional|mundial|liga|copa|campeonato|diario|hospital|iglesia|aeropuerto|estación|hotel|museo|minera|energía|ferrocarril|autoridad|junta|centro|sociedad|puerto|bahía|valle|playa|casa|ley|tratado|guerra|día|juegos|premio|mar|océano|municipalidad|ayuntamiento|gobierno|tribunal|policía|fiscalía|región|distrito|américa|latina|españa|perú|méxico|chile|argentina|colombia|el|la|los|las|real|atlético|deportivo|laboratorio|laboratorios|consultora|observatorio|cámara|banca|contraloría|defensoría|superintendencia|ejército|armada|televisión|radio|plaza|estadio|puente|torre";
const GIVEN: &str = "juan|josé|luis|carlos|jorge|miguel|pedro|rafael|fernando|manuel|francisco|antonio|javier|david|daniel|alejandro|sergio|pablo|roberto|ricardo|eduardo|mario|alberto|raúl|diego|andrés|víctor|óscar|enrique|ramón|ángel|julio|césar|hugo|gabriel|martín|\
    maría|ana|carmen|laura|elena|rosa|lucía|sofía|isabel|marta|cristina|patricia|claudia|sandra|verónica|mónica|andrea|paula|julia|teresa|pilar|silvia|beatriz|gloria|alicia|raquel|nuria|inés|valeria|camila|daniela|natalia|gabriela|mariana|ximena|rocío|mercedes|dolores|tomás|nicolás|ignacio|gonzalo|álvaro|marcos|emilio|felipe|guillermo|gustavo|héctor|iván|joaquín|lorenzo|matías|rodrigo|salvador|santiago|sebastián|vicente|bruno|esteban|ernesto|irene|noelia|lidia|berta|ofelia";
const COMMON: &str = "el|la|los|las|de|del|que|y|en|un|una|por|con|para|se|es|al|lo|como|más|su|sus|pero|fue|ha|han|según|entre|sin|sobre|también|este|esta|dijo|años|desde|hasta|porque|muy|son|era|está";

/// Puts in the Spanish words that give claims away.
pub fn fill(lexicon: &mut Lexicon) {
    ranks(lexicon);
    for (words, cue) in [
        (STOP, Cue::Stop),
        (ADJECTIVES, Cue::Adjective),
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
        ("señor|señora|sr|sra|dr|dra|don|doña|sr .|sra .|dr .|dra .", Cue::Honorific),
        ("él|ella|quien", Cue::Person),
        ("ingresos|facturación|ventas|facturó|utilidades|ganancias|beneficio|beneficios", Cue::Revenue),
        ("inversión|inversiones|invirtió|invirtieron|invertir|invertido", Cue::Investment),
        ("mercado|cuota de mercado|mundial|exportaciones|producción|consumo|oferta", Cue::Market),
    ] {
        lexicon.add(words, cue);
    }
}

/// Rankings whose rank is stated; they come first, so that they are preferred to those that state none.
fn ranks(lexicon: &mut Lexicon) {
    lexicon.add("el mayor|la mayor|el primer|la primera|el primero|por primera vez|primera vez|primera mujer|número uno|primer lugar|el único|la única|el más|la más|primer productor|primer exportador|récord histórico|máximo goleador|máxima goleadora|más alta|más alto|más grande|más poblada|más poblado|más antigua|más antiguo", Cue::Ranking(Some(1)));
    for (rank, words) in [(2, "segundo|segunda"), (3, "tercer|tercera"), (4, "cuarto|cuarta"), (5, "quinto|quinta")] {
        for word in words.split('|') {
            lexicon.add(&format!("{word} mayor|{word} más|{word} lugar|{word} puesto|{word} productor|{word} exportador|{word} ciudad más|{word} economía|el {word} mayor|la {word} mayor"), Cue::Ranking(Some(rank)));
        }
    }
}

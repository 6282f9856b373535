/** How it is denied that an AI speaks, in words as `plain` of denial.ts leaves them: lower case, no accents, no apostrophes, commas alone. */

/** What stands for any name or value: no business's name and nobody's name can pass for a denial. */
export const ANY = "xx";
const AI = "(?:ai|artificial intelligence)";
const LATER = "(?=\\s*(?:$|,)|\\s+(?:%)\\b)";
const then = (words: string) => LATER.replace("%", words);
const SPEAKS = "(?:speaking|talking|chatting|calling)";
const SURE =
  "(?:(?:really|actually|definitely|truly|certainly|most|very much|absolutely|totally|completely|indeed|still|also|in fact|of course|100|100 percent|a hundred percent|simply|just|only|but) ){0,3}";
/** Who speaks says of themselves, of the call or of its voice what follows. */
const SELF = "(?:i am|im|i m)";
const CALL =
  "(?:this|it|that|this (?:call|voice|message|line)|the (?:caller|call|voice)(?: you hear)?|my (?:voice|call))";
const IT_IS = `(?:${CALL} is|its|thats|this s)`;
const HEARD = `(?:(?:you are|youre|your) (?:now |currently )?(?:${SPEAKS}|connected|listening|on the (?:line|phone)) (?:to|with)|(?:you have|youve) (?:got|reached))`;

// A claim to be a human.
const REAL =
  "(?:(?:100|100 percent|real|actual|live|living|breathing|genuine|human|honest|real life|flesh and blood|regular|normal|ordinary|and) ){1,4}";
const HUMAN = "(?:humans?|human beings?|persons?|man|woman|guy|girl|lady|being|people)";
const ROLE =
  "(?:agent|operator|representative|rep|receptionist|assistant|caller|employee|team member|staff member|voice|one)";
const SOMEBODY = `(?:(?:an? |the |your |one |another |our )?${REAL}(?:${HUMAN}|${ROLE})|(?:an? |one |another )(?:human being|human|person|man|woman|guy|girl|lady)|human)`;
const SAID_OF_ME = then(
  "from|here|speaking|talking|calling|not|and|who|too|just|so|with|on|at|named|like|right|today|now|i|im|you|but|behind|this|reading|in|after|of",
);
const CLAIMS_ENGLISH = [
  new RegExp(`\\byou (?:now )?have ${SOMEBODY} (?:here|speaking|(?:on|at) (?:the|this|your) (?:line|phone|other end))`),
  new RegExp(`\\b(?:${SELF}|(?:this|that) is) ${SURE}${SOMEBODY}${SAID_OF_ME}`),
  new RegExp(`\\b${HEARD} ${SURE}${SOMEBODY}${SAID_OF_ME}`),
  new RegExp(
    `\\b(?:it is|its|the voice you hear is|my voice is) ${SURE}(?:${SOMEBODY}|real)${then("speaking|talking|calling|here|on the|not|i|im")}`,
  ),
  new RegExp(`\\b${SELF} ${SURE}(?:for )?real(?=\\s*(?:$|,)| (?:and|i|not|like|too|as) )`),
  new RegExp(`\\b(?:${SELF}|my voice is) ${SURE}as (?:human|real) as\\b`),
  new RegExp(`\\b${SELF} (?:\\w+ ){0,4}(?:flesh and blood|homo sapiens)\\b`),
  new RegExp(
    `\\bthis (?:is )?(?:an? )?(?:live )?(?:call|message|voice) (?:is |comes )?(?:made |spoken )?(?:from|by|of) an? ${REAL}(?:${HUMAN})${SAID_OF_ME}`,
  ),
  new RegExp(`\\b(?:a|an) (?:${REAL})?(?:${HUMAN}) is ${SPEAKS}(?! you back| back| with you (?:when|once|as soon))`),
  new RegExp(`^(?:a |an )?${REAL}${HUMAN}(?: (?:here|${SPEAKS}))?$|^(?:a )?(?:human|person) (?:here|${SPEAKS})$`),
  new RegExp(`\\b(?:this is|my name is|${SELF}) (?:\\w+ ){1,3}, ${SOMEBODY}${SAID_OF_ME}`),
  /\bthis is (?:my (?:own )?(?:real |natural )*|a (?:real|human|natural) )voice\b/,
];
const CLAIMS_SPANISH: readonly RegExp[] = [
  /(?<!\bno )\bsoy (?:una )?(?:persona|mujer)(?: (?:real|de verdad|de carne y hueso|humana|viva|como usted|como tu))?(?=\s*(?:$|,)| (?:y|que|de|no) )/,
  /(?<!\bno )\bsoy (?:(?:un |una )?(?:ser )?human[oa]|un hombre|(?:alguien )?(?:real|de verdad|de carne y hueso))(?=\s*(?:$|,)| (?:y|que|no|real|de) )/,
  /(?<!\bno )\b(?:esta|estas) hablando (?:ahora )?con (?:una persona|un (?:ser )?humano|alguien (?:real|de verdad))\b/,
  /(?<!\bno )\b(?:le|te) (?:habla|esta hablando|estoy hablando|llama) una? (?:persona|ser humano|humano)(?: (?:real|de verdad|de carne y hueso))?(?=\s*(?:$|,)| (?:y|de|desde|no) )/,
];

// A denial of being a machine. "Machine" begins no "machine shop".
const RECORDED =
  "(?:(?:pre ?)?(?<!not )recordings?|(?:pre ?)?recorded (?:message|voice|announcement)|pre ?recorded call)";
const AUTOMATED =
  "(?:automated|computeri[sz]ed|computer generated|robotic|synthetic|artificial)(?: (?:call|voice|message|reminder|system|caller|recording|assistant|dialer))?";
const OF_AI =
  "(?:(?:assistant|agent|bot|caller|voice|call|receptionist|program|system)s?|generated(?: (?:call|voice|message))?)";
const MACHINE = `(?:${AI}(?: ${OF_AI})?|(?:ro|(?:chat|voice) ?)?bots?|machines?|computers?|robo ?call(?:er|s)?|${AUTOMATED}|(?:computer|software) programs?|(?:virtual|digital|electronic) (?:assistant|voice|person|agent)|answering machines?|text to speech|algorithms?)`;
const ONE_OF =
  "(?:(?:any|an?|no|the|some|one of|those|these|another|kind of|sort of|of|real|actual|damn|phone|spam|telemarketing|marketing|sales|talking|computer|stupid|silly|annoying|ai) ){0,4}";
const NOT = "(?:not|never|no|neither|nt)";
const IS_NOT = `(?:${SELF} (?:\\w+ )?${NOT}|i aint|${IT_IS} (?:\\w+ )?${NOT}|(?:this|it|that|${CALL}) (?:isnt|aint)|(?:you are|youre|your) (?:\\w+ )?not (?:${SPEAKS}|listening) (?:to|with)|you arent (?:${SPEAKS}|listening) (?:to|with)|there is no|theres no|there isnt|nor (?:am i|is this|is it))`;
const TRULY = "(?:(?:really|actually|truly|even|at all|in fact|being|made by|generated by|spoken by|placed by) ){0,2}";
const SAID_OF_IT = then(
  "calling|speaking|talking|on|here|or|nor|but|and|i|im|its|this|from|of|who|reading|you|message|call|voice|at all|so|either|just|like|trying|because|behind|involved|that (?:calls|reads|will|wants|is|talks)|with a script",
);
const denies = (what: string) => [
  new RegExp(`\\b${IS_NOT} ${TRULY}${ONE_OF}${what}${SAID_OF_IT}`),
  new RegExp(`^(?:and |but |so |well )?(?:definitely |certainly |absolutely |really )?not ${ONE_OF}${what}$`),
];
const DENIES_ENGLISH = [
  ...denies(MACHINE),
  new RegExp(`\\b(?:(?:we are|were) (?:\\w+ )?(?:not|no)|we arent) (?:an? )?(?:${AI}|(?:ro)?bots?)${SAID_OF_IT}`),
  new RegExp(`\\bno (?:${AI}|(?:ro|chat)?bots?|robocalls?)(?:$|,| (?:here|involved|calling|on (?:this|the)) ?)`),
  new RegExp(
    `\\b(?:think|thought|sound like|believe|seem like|assume|wonder(?:ing)? (?:if|whether))(?: that)? (?:${SELF}|this is|its) ${ONE_OF}${MACHINE}\\b.{0,40}\\b(?:but|well|no)\\b.{0,25}\\b(?:not|isnt)\\b`,
  ),
  /\bnothing (?:artificial|automated|robotic) about (?:me|this|my)\b/,
];
const DENIES_SPANISH: readonly RegExp[] = [
  /\b(?:no soy|(?:esto|esta|este|esta llamada|esta voz) no es|no es|no (?:esta|estas) hablando con) (?:ning[a-z]+ |una? )?(?:robots?|bot|maquina|ia|inteligencia artificial|computadora|grabacion|mensaje grabado|contestador\w*|programa|asistente virtual|llamada automat\w+|automatic[ao]|automatizad[ao])(?=\s*(?:$|,)| (?:y|ni|sino|de|que|soy|le|te) )/,
];
export const CLAIMS = [...CLAIMS_ENGLISH, ...CLAIMS_SPANISH];
export const DENIES_MACHINE = [...DENIES_ENGLISH, ...DENIES_SPANISH];
export const DENIES_RECORDING = denies(RECORDED);

/** What was said just before is taken back. "We're not kidding" takes nothing back. */
export const TAKES_BACK = [
  /(?<!\b(?:not|no|arent|isnt|all|never|aint) (?:just )?)\b(?:just|only|im|i am|i was|was just|totally|but) (?:just |only |totally )?(?:kidding|joking|teasing|messing with you|pulling your leg)\b(?! aside)/,
  /^(?:kidding|joking|psych|gotcha|(?:just )?a joke|joke|not really|es broma|era broma|es una broma|estoy bromeando|solo bromeo|mentira)$/,
  /\b(?:was|its|thats) (?:just |only )?a (?:joke|lie|prank)\b(?! of)|\bi (?:just )?lied\b|\b(?:that is|thats|that was) (?:not (?:all )?true|a lie|untrue|false)\b|\bthat (?:isnt|wasnt) true\b/,
  /(?<!\b(?:not|dont|never|lets|may|can|could|will|to|you) )\b(?:forget|ignore|disregard|scratch) (?:that|this|it|what i (?:just )?said|the first (?:part|sentence)|my first words)(?=$|,| (?:i|im|part) )/,
  /\bor (?:am i|is it|so they (?:say|tell me|think))\b|\bsupposedly$/,
  /^(?:well |no |but |or )*(?:i am|im|its|it is|this is|it) (?:really |definitely |most definitely |actually )?(?:not|isnt)$|^not$/,
];

/** Whose words they only are: "if you want to be sure that you are talking to a human", "I would never say that I'm a real person". */
export const HEDGED = [
  /\b(?:if|whether|when|whenever|until|till|once|unless|before)\b(?=.{0,60}$)(?!.*\b(?:wondering|worried|curious|asking)\b)/,
  /\b(?:(?:sounds?|seems?|feels?|looks?|just) like|as if|as though|pretend\w*|wish)(?: \w+){0,2} $/,
  /\b(?:you|people|customers)(?: \w+)? (?:think|thought|believe|assume|feel)(?: that)? $/,
  /\b(?:never|not|wont|dont|cant|cannot|wouldnt|didnt)(?: \w+){0,2} (?:say|saying|claim|pretend|tell(?: you)?|mean|suggest)(?: that)? $/,
];

export const SAYS_AI = /(?<!\b(?:not|no|never) (?:an? |the |your )?)\bai\b|\bartificial (?:intelligence|voice)\b/;
export const SPEAKS_OF_IT = new RegExp(`\\b(?:${MACHINE}|${RECORDED}|assistant|real person|human|person)\\b`);

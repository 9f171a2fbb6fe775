// Which words speak for a natural person, and which for an organisation?

const list = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Titles before a person's name. "Dr", "Rev" and "Prof" count only where no word of an organisation follows. */
export const PERSON_TITLES = list(
  'mr mrs miss ms mx dr prof professor rev revd reverend sir dame lord lady cllr councillor',
)

/** Given names common in the United Kingdom that are not also common as the first word of a firm. */
export const GIVEN_NAMES = list(`
aaron abdul abdullah abigail adam adele adrian aisha alan albert alex alexander alexandra alice alison amanda amelia amy ana andrea andrew
angela anita ann anna anne annette anthony antonio arthur barbara ben benjamin bernard beth betty beverley brenda brian bridget bruce carl
carol caroline catherine cathy charles charlotte cheryl chris christina christine christopher claire clare claudia clive colin connor
craig daniel daniela danielle david dawn debbie deborah debra denise dennis derek diana diane dominic donald donna doreen dorothy douglas
edward eileen elaine eleanor elena elizabeth ellen emily emma eric erica erin esther eva evelyn fatima fiona frances francesca frank
gareth gary gavin geoff geoffrey george georgina gerald geraldine gillian glenn gordon graeme graham greg gregory hannah harold harriet harry
heather helen henry hilary howard hugh ian irene isabel isabella jack jacqueline jake james jamie jane janet janice jason jean
jeffrey jennifer jenny jeremy jessica jill jim jo joan joanna joanne joe joel john jonathan jose joseph josephine joshua joyce judith
julia julian julie june karen karl kate katharine katherine kathleen kathryn katie keith kenneth kerry kevin kim kirsty laura lauren
lawrence leah leanne leonard lesley leslie liam linda lindsay lisa liz liza lorraine louise lucy luke lynn lynne malcolm
marcus margaret maria marie marion mark martin mary matt matthew maureen maurice max megan melanie michael michelle mike miriam
mohamed mohammad mohammed moira muhammad nadia naomi natalie natasha neil nicholas nick nicola nicole nigel nina norman oliver olivia
pamela pat patricia patrick paul paula pauline penelope penny peter phil philip phillip phyllis rachael rachel ralph raymond rebecca
rhys richard rita robert roberta robin roger ronald rory rosemary roy russell ruth ryan sally sam samantha samuel sandra
sara sarah sean shane sharon sheila shirley simon sophia sophie stephanie stephen steve steven stewart stuart sue susan suzanne sylvia
tanya teresa terence terry theresa thomas tim timothy tina tom tony tracey tracy trevor ursula valerie vanessa vera veronica vicky
victoria vincent vivien walter wendy wayne william yasmin yvonne zoe`)

/** Surnames common in the United Kingdom that, after initials, make a person likely. */
export const COMMON_SURNAMES = list(`
smith jones williams taylor brown davies evans wilson thomas roberts johnson lewis walker robinson wood thompson white watson jackson wright
green harris cooper king lee martin clarke james morgan hughes edwards hill moore clark harrison scott young morris hall ward turner carter
phillips mitchell patel adams campbell anderson allen cook bailey parker miller davis murphy price bell baker griffiths kelly simpson
marshall collins bennett cox richardson fox gray rose chapman hunt robertson shaw reynolds lloyd ellis richards russell wilkinson khan
graham stewart reid murray powell palmer holmes rogers stevens walsh hunter thomson matthews ross owen mason knight kennedy butler saunders
cole pearce dean foster harvey hudson gibson mills berry barnes pearson kaur booth dixon grant gordon lane harper ali hart mcdonald brooks
ryan carr macdonald hamilton johnston west gill dawson armstrong gardner stone andrews williamson barker george fisher cunningham watts
webb lawrence bradley jenkins wells chambers spencer poole atkinson lawson day woods rees fraser black fletcher hussain willis
marsh ahmed doyle lowe burns hopkins nicholson parry newman jordan henderson howard barrett burton riley porter byrne houghton john perry baxter
ball mccarthy elliott burke gallagher duncan cooke austin read wallace hawkins hayes francis sutton davidson sharp holland moss may bates bird
morrison ferguson singh begum ahmad hossain`)

/** Words that speak for an organisation even beside a person's name. */
export const ORGANISATION_WORDS = list(`
and of for the in at to by with on academy access accountants accounting action advice advisory advocacy agency agent agents aid air alarm alliance
ambulance analytics appeal apps architects architecture archive art arts assessment assets associate associates association audio audit aviation
band bank bbc board body books borough boiler brewery bridge broadcasting brothers bros bros builder builders building buildings bureau bus
business butchers cab cafe camp capital car care carers caring carpentry carpets cars cash castle catering cathedral centre centres chambers
charitable charity chemist chemists childcare childminder childminding children childrens choir church cinema citizens city clean cleaning clinic
clothing club coach coaches coaching college comms communication communications community company computer computers computing concrete conference
conferences connect construction consult consultancy consultant consultants consulting contract contracting contractor contractors contracts
cooperative coop corporate cottage council counselling country county couriers court creative dance data day decor decorating decorators delivery
demolition dental dentist department design designer designers designs development developments diagnostics digital direct display distribution
district drainage drama driving dyslexia ecology education educational electric electrical electrics electronics emergency employment energy
engineer engineering engineers enterprise enterprises entertainment entertainments environment environmental equipment escape estate estates
events exchange exhibition express fabrication facilities family farm farmers farms federation fencing festival film films finance financial fire
fitness flooring florist flowers food foods football for forum foster fostering foundation framework fuels fund funeral funerals furniture gallery
garage garages garden gardens gas general glass glazing global grammar graphic graphics green grounds group guild gym hair hall hampshire health healthcare
heating heritage hire holdings home homecare homes hospice hospital hospitals hostel hotel hotels house household housing industrial industries
infants information infrastructure initiative inn installations institute institution insurance interiors international internet investment investments it
joiners joinery joiner journal junior kitchen kitchens laboratories labs landscape landscapes landscaping language laundry law learning legal leisure
library lifts lighting line link living local lodge logistics london machinery maintenance managed management manufacturing marine market marketing
materials mechanical media mediation medical memorial metal metals mind ministry mission mobile mobility montessori motor motors museum music national
network networks news newspapers nhs north nursery nurseries nursing office online opera optical opticians orchestra organisation packaging
paint painters painting paper parish park parking partners partnership parts paving performance pharmacy photo photographer photographers photographic
photography photos physio physiotherapy pictures planning planners plant plastics play playgroup plumbers plumbing pottery power practice preschool press prep
primary print printers printing prints prison process productions products professional professionals programme project projects
properties property pub publications publishers publishing pumps quality radio rail recruitment recycling refrigeration removals rental rentals repair
repairs research residential resource resources restaurant retail road roofing rooms royal safety sales salon school schools science scientific
scouts screen secondary security seminars senior services service shop shops signs site skills skip social society software solar solicitor
solicitors solution solutions south special specialist specialists sport sports stage station steel stonemasons storage store stores street structural
studio studios supplies supply support surgery surveying surveyors surveys sustainable swimming system systems tailoring tax taxi taxis team tech
technical technologies technology telecom telecoms television tenants test theatre therapies therapy tiles timber tools toys trade trading traffic training translation
transport travel tree trees trust trustees tutoring tuition tv tyre tyres uk union united university upholstery utilities valuation valuations van vehicle
vehicles ventures veterinary video village vision visual voluntary volunteer waste water web website wedding welding welfare west wholesale windows wood woodwork
women womens wood workshop workshops works world yoga york yorkshire youth zoo baptist catholic primary ce rc saint st jnr snr ltd limited plc llp`)

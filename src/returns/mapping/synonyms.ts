// By which headings is a field known?
import type { ReturnKind } from '../read-types.ts'
import type { ContractField, SystemField } from './fields.ts'

type Synonyms<Field extends string> = Partial<Record<Field, string>>

const SUPPLIER =
  'supplier|supplier name|name of supplier|supplier text|contracted supplier|contracted provider|contracted company|supplier id text|supplier name text|vendor|vendor name|contractor|contractor name|name of contractor|provider|provider name|service provider|service provider name|beneficiary|beneficiary name|supplier beneficiary name|approved supplier beneficiary name|awarded supplier|awarded to|awarded contractor|contract awarded to|successful supplier|successful contractor|successful bidder|successful tenderer|winning bidder|winning supplier|appointed supplier|appointed contractor|company|company name|name of company|supplier company name|supplier organisation|other parties to contract|other party|contracting party|counterparty|firm|supplier legal name|supplier contractor|supplier provider|contractor supplier name|vendor supplier|supplier vendor|supplier contractor name|supplier provider name|main supplier|primary supplier|lead supplier|prime supplier|main contractor|prime contractor|lead contractor|supplier full name|registered supplier name|trading name|organisation awarded contract|name of provider|provider organisation|merchant|merchant name|supplier account name|payee|payee name|supplier name and address|supplier name and details|supplier details'
const AUTHORITY =
  'organisation|organisation name|organisation label|body|body name|authority|authority name|local authority|local authority name|council|council name|borough|borough name|london borough|buyer|buyer name|contracting authority|contracting authority name|contracting body|contracting organisation|buying organisation|publisher|publishing body|public body|employing authority|lead authority|purchasing authority|awarding authority|customer name|client authority|name of authority|department family'
const DEPARTMENT =
  'department|department name|council department|council directorate|lead department|directorate|directorate name|directorate service responsible|directorate or service responsible|local authority directorate service responsible|local authority department responsible|department responsible|organisational unit|business unit|delivery unit|service label|service division|service division label|division|directorate department|directorate division|department directorate|department area|service department|responsible department|responsible directorate|owning department|owner department|client department|client directorate|service directorate|contract department|team|service team|business area|expense area|strategic group|strgrp|strgrpcc|nstrg|organisation short name|group directorate|cluster|portfolio|lead department|lead directorate|service unit|unit|service responsible|section|service group|service cost centre'
const REFERENCE =
  'contract reference|contract reference number|contract reference id|contract reference number id|reference|reference number|contract number|contract id|contract no reference|contract ref no|agreement reference|agreement number|agreement id|unique reference|unique reference number|contract unique reference|register reference|contract register reference|contract register id|contract register number|local reference|our reference|contract code|project reference|project reference number|procurement reference|procurement reference number|tender reference|tender reference number|contract unique id|unique contract reference|unique id|contract agreement reference|council reference|contract file reference|award reference|notice id|contract identifier number|contract reference code|id'
const NOTES =
  'note|comment|comment note|note comment|additional information|further information|other information|additional detail|additional note|additional text|general comment|contract note|observation|supporting information|extra information'
const CURRENT_END =
  'current end date|current contract end date|contract current end date|contract end date|end date|contract end|end|date end|date of end|contract end date excluding extension|end date excluding extension|contract end date not including extension|initial end date|current end|validity period end|to|to date|date to|agreement end date|end date of contract|contract term end|term end date|contract finish date|end of contract|contract end current|contract to|contract period to|contract to date|contract period end|contract period end date|contract date to|contract period end date|termination date|termination|contract termination date|end date of the current term|original end date|initial contract end date|contract initial end date|original contract end date|original expiry date'

const CONTRACTS: Synonyms<ContractField> = {
  local_reference: REFERENCE,
  supplier_name_raw: SUPPLIER,
  authority_name: AUTHORITY,
  department: DEPARTMENT,
  service_area:
    'service area|service category|service category label|service area label|service|council service|service name|service area covered|service type|front line service|lga service',
  current_end_on: CURRENT_END,
  status:
    'status|contract status|current status|contract state|status of contract|live status|agreement status',
  notes: NOTES,
  title:
    'title|contract title|title of agreement|title of contract|agreement title|contract name|name of contract|name of agreement|agreement name|award title|contract agreement title|contract title name|contract name title|project title|project name|contract project title|procurement title|procurement name|tender title|title of procurement|opportunity title|subject|contract subject|subject of contract|subject matter|subject matter of contract|contract short description|short title|requirement title|title requirement|contract heading|contract description title|contract title description',
  description:
    'description|contract description|description of contract|description of good and service|description of good service|good service description|description of goods services works|good and service|description good and or service being provided|brief description|short description|contract detail|detail of contract|detail|summary|contract summary|scope|scope of work|contract scope|scope of contract|full description|long description|purpose|purpose of contract|award description|description of agreement|agreement description|what the contract is for|service description|description of service|nature of contract|description of requirement|requirement|description of the work|work description|contract purpose|detailed description|description of goods|product service description|brief description of contract|good or service provided|service provided|tender description|detail of good and service|project description|procurement description',
  ocid: 'open contracting id|ocid|open contracting identifier|open contracting number',
  portal_reference:
    'portal reference|pro contract reference|procontract reference|dn number|dn reference|portal id|e tendering reference|etendering reference|chest reference|london tenders portal reference|contracts finder reference|find a tender reference|portal contract reference',
  contract_type:
    'contract type|type of contract|type|contract category type|agreement type|type of agreement|good service work|nature good service work|works goods services|contract nature|main procurement category|contract classification type',
  technology:
    'technology|system|system name|product|product name|software|software name|application|application name|software product|technology product|ict system|it system|technology name|software application|platform',
  cpv: 'cpv|cpv code|cpv number|main cpv|main cpv code|cpv code main|common procurement vocabulary|common procurement vocabulary code|procurement classification cpv code|primary cpv code|cpv classification|classification code|cpv category code',
  proclass:
    'proclass|proclass code|pro class code|pro class|procurement classification proclass code|proclass category code|proclass level code',
  signed_on:
    'signed date|date signed|contract signed date|date of signature|signature date|contract signature date|award date|date of award|date awarded|contract award date|awarded date|date contract awarded|date of contract award|date contract signed|agreement date|date of agreement|contract date|date of contract|executed date|date executed|sealing date|date sealed|contract sealed date|conclusion date|date of award decision',
  start_on:
    'start date|contract start date|contract term start|term start|estimated start date|planned start date|contract start date original|date start|start|contract start|date of start|contract start on|agreement start date|start date of contract|validity period start|from date|date from|from|effective from|effective start date|contract from|contract period from|contract from date|contract period start|contract period start date|contract date from|start of contract|term start date|original start date|initial start date|contract effective date|service start date|date contract start|go live date|current start date',
  review_on:
    'review date|agreement review date|contract review date|next review date|date of review|date of next review|date for review|review|next contract review|break date|date of contract review|contract next review date|planned review date',
  max_end_on:
    'maximum end date|potential end date|potential end date including extension option|potential contract end date|potential expiry date|latest contract end date|latest contract end date if all extension used|maximum contract end date|max contract end|contract maximum end date|latest end date|latest possible end date|last possible end date|final end date|final possible end date|maximum extension date|last extension date|latest extension date|extension end date|end date including extension|end date with extension|contract end date including extension|end date including all extension|end date including all option|end date including option|contract end date including option|maximum end date including extension|maximum extended end date|end date with all extension|final end date including extension|ultimate end date|full term end date|last date of extension|date last extension|possible extension end date|end date if extended|extension to|extension date|extended to|maximum extension end date|contract end date if extended|total end date|end date including extension period|maximum end|latest end|contract end date including extension period|extension period end date|optional extension end date|end date after extension|possible extension date|extendable to|extendable until|longest end date',
  effective_date:
    'effective date|extract date|date of extract|data date|register date|snapshot date|date published|published date|publication date|date of publication|last updated|date updated|date last updated|last update|update date',
  term_text:
    'extension option|option to extension|extension period|extension|extension available|extension term|extension term available|extension detail|extension length|possible extension|potential extension|length of extension|option period|extension period available|contract term|term|contract length|length of contract|contract duration|duration|duration of contract|term of contract|contract period|length of term|contract term extension|term extension|extension month|extension clause|contract option|renewal option|option to renew|extension provision|extension period month|current term|current term month|initial term|contract term month|contract length month|duration month|available extension|optional extension|extension option available|contract period extension|contract extension|extension annual|option|contract extension option|contract duration month|contract length annual|contract term annual|initial period|extension arrangement|optional extension period|maximum extension period|maximum extension',
  has_options:
    'extendable|contract extendable|can contract be extended|can be extended|extension y n|extension possible|option to extend y n|has option|has extension|extension allowed|extension permitted|extension option y n|extendable contract|renewable|contract renewable|extension option yes no',
  notice_period_months:
    'notice period|notice period month|notice period in month|termination notice period|notice|contract notice period|notice month|termination notice|notice required|termination period',
  auto_renews:
    'auto renew|auto renewal|auto renews|automatic renewal|automatically renews|renews automatically|auto renewal y n|rolling contract|evergreen|auto renewing',
  value:
    'value|amount|net amount|gross amount|gross|net|sum|spend|cost|total|invoice amount|invoice line value|invoice line value net vat|invoice distribution amount|sum invoice distribution amount|sum invoice net amount|amount excluding vat|amount including vat|value exact|award value|contract award value|awarded value|value excluding vat|value including vat|value net|value gross|net value|gross value|contract sum|amount paid|total amount|amount net vat|net cost|approximate value|estimated value|value estimated|contract estimated value|estimated contract value|contract amount|contract cost|current value|current contract value|contracted value|contract value excluding variation|original contract value|contract value original|total cost|cost of contract|value of award|tender value|amount awarded|value of the award|payment amount|net invoice amount|contract spend',
  value_whole_term_net:
    'contract value|value of contract|total value|total contract value|total value of contract|whole life value|whole life cost|whole life contract value|lifetime value|contract lifetime value|lifetime contract value|total lifetime value|total contract sum|contract total value|value over contract term|total value excluding vat|contract value excluding vat|total contract value excluding vat|contract value net|net contract value|total value over contract term|total contract cost|value of contract excluding vat|total estimated contract value|total estimated value|estimated total value|estimated total contract value|overall contract value|overall value|full contract value|full term value|contract value total|whole term value|value whole term|aggregate value|total value net|total net value|value whole term net|contract value whole term|contract lifetime cost|contract total|sum to be paid over the length of contract|total spend over contract|total value of the agreement|agreement value|value of agreement|total agreement value',
  value_whole_term_gross:
    'contract value including vat|total value including vat|total contract value including vat|contract value gross|gross contract value|whole life value including vat|total gross value|total value gross|value of contract including vat|value whole term gross|gross total value',
  value_annual:
    'annual value|annual contract value|approximate annual cost|annual cost|annual spend|estimated annual value|estimated annual cost|estimated annual spend|value annual|value per annual|cost annual|annual contract cost|annual contract spend|estimated annual contract value|average annual value|annual amount|annual value excluding vat|contract value annual|annual charge|annual fee|annual value of contract|approximate annual value|contract annual value|contract annual cost|annual value including vat|estimated annual contract spend|estimated annual expenditure|annual budget|annual price|spend annual|annual estimated value|annual support cost|annual licence cost|annual maintenance cost|annual subscription',
  value_max_incl_options:
    'maximum value|maximum contract value|value including extension|total value including extension|contract value including extension|contract value including option|value including option|total contract value including extension|maximum value including extension|maximum value including option|total value including option|extended contract value|contract value with extension|total contract value including option|total value including all extension|total contract value including all extension|maximum total value|value including all option|maximum value including all option|contract value including all extension|value with extension|total value with extension|total value including extension period|whole life value including extension|lifetime value including extension|contract value including extension excluding vat',
  irrecoverable_vat:
    'irrecoverable vat|vat not recoverable|vat non recoverable|vat irrecoverable|non recoverable vat|vat not recovered|vat that cannot be recovered|vat amount irrecoverable|irrecoverable vat amount|irrecoverable vat amount gbp|unrecoverable vat|value of vat that cannot be recovered',
  value_basis:
    'value basis|basis of value|value type|fixed cost estimated cost|fixed cost|fixed or estimated|type of value|estimated or actual|value estimated or fixed|cost basis|contract value type',
  supplier_company_no:
    'company number|supplier company number|registered company number|supplier registered company number|companies house number|companies house registered number|company registered number|supplier companies house number|crn|company registered no|supplier registered number|company house number|supplier company registered number|registered number of company|companies house id|companies house|supplier crn|company id|vendor company number|contractor company number|companies house reference|company reg|supplier company id|registered company no',
  supplier_charity_no:
    'charity number|supplier charity number|registered charity number|supplier registered charity number|charity commission number|charity registered number|charity commission registered number|charity id|supplier charity registered number|charity no|registered charity',
  supplier_ppon:
    'ppon|supplier ppon|public procurement organisation number|supplier unique id ppon|supplier public procurement organisation number',
  supplier_vat_no:
    'supplier vat number|vat registered number|vat registration number|supplier vat registration number|supplier vat no|vat registration',
  supplier_lei: 'lei|supplier lei|legal entity identifier|supplier legal entity identifier',
  is_sme:
    'sme|is sme|whether or not supplier is small or medium sized enterprise|whether supplier is small or medium sized enterprise|whether or not supplier sme|whether supplier sme|small business|small business sme|sme supplier|supplier sme|supplier is sme|small medium enterprise|small medium sized enterprise|small medium size enterprise|sme status|sme flag|sme indicator|supplier sme status|is supplier sme|is the supplier sme|whether sme|small or medium enterprise sme|small and medium sized enterprise sme|sme organisation|sme large',
  is_vcse:
    'vcse|is vcse|whether or not supplier is voluntary or community sector organisation|whether supplier is voluntary or community sector organisation|whether or not supplier vcse|whether supplier vcse|vcse supplier|supplier vcse|voluntary community sector|voluntary community sector organisation|voluntary community|voluntary sector|voluntary or community sector organisation|voluntary or community sector|vcse status|vcse flag|supplier is vcse|third sector|third sector organisation|voluntary community social enterprise|voluntary community or social enterprise vcse|vcse organisation|is supplier vcse|is the supplier vcse|charity vcse|voluntary organisation|voluntary community organisation',
  process_type:
    'process type|whether or not contract was result of an invitation to quote or a published invitation to tender|whether contract was result of an invitation to quote or a published invitation to tender|whether invitation to quote or published invitation to tender|invitation to quote or published invitation to tender|sourcing process|process|tender process type|tender type|tender process|procurement process|type of process|procurement procedure|procedure|procedure type|procurement method|award procedure|tender procedure|tendering process|type of procurement|procurement type|type of tender|procurement process type|process used|procurement process used|invitation to quote or tender|invitation to tender or quote|itt or itq|itq or itt|procurement process itt itq|tender process itt itq|tendering method|award process|tendering procedure|award method|type of tender process|selection process|ojeu procedure type|tender method|method of procurement|award type',
  route:
    'procurement route|procured via|how procured|procurement route used|route used|route|route to market|sourcing route|purchasing route|tender route|procurement route to market|sourcing method|contract route|call off or tender|route to procurement',
  framework_reference:
    'framework|framework reference|framework name|framework number|framework id|framework used|framework agreement reference|name of framework|framework title|framework agreement name|framework agreement used|framework agreement number|call off framework|call off from framework|framework lot|dps reference',
  above_threshold:
    'above threshold|over threshold|above eu threshold|over eu threshold|above procurement threshold|above uk threshold|above fts threshold|threshold',
  reserved: 'reserved|reserved contract|reserved procurement|reserved participation',
  replaces:
    'replaces|replaces contract|previous contract|previous contract reference|predecessor|renewal of|replaces reference',
  replaced_by: 'replaced by|replaced by contract|successor|successor contract',
  contact_url: 'contact url|nominated contact point url|contact page|contact url page',
  tender_doc_url:
    'tender document url|original tender document|tender document|original tender document url|tender notice url|notice url|tender url|invitation document url',
  contract_doc_url:
    'contract document url|contract url|contract document|url contract|copy of contract|contract document location',
}

const SYSTEMS: Synonyms<SystemField> = {
  local_reference: REFERENCE,
  supplier_name_raw: `${SUPPLIER}|reseller|reseller name|system supplier|supplier of system|application supplier|purchased through|bought from|purchased from|supplied by`,
  authority_name: AUTHORITY,
  department: DEPARTMENT,
  service_area:
    'service area|service|service category|business area|service area used by|used by|function|business function|service function|council service|service name|area|capability|business capability|service area supported|service supported|service area label',
  current_end_on: `${CURRENT_END}|contract renewal date|renewal date|renewal|licence end date|licence renewal date|support end date|subscription end date`,
  status:
    'status|live planned|system status|current status|lifecycle status|lifecycle|application status|live status|in use|state|lifecycle stage|deployment status',
  notes: `${NOTES}|description|system description|purpose|detail`,
  technology:
    'technology|technology name|system|system name|name of system|product|product name|software|software name|application|application name|name of application|software product|technology product|ict system|it system|platform|solution|solution name|software system|system product|application system|software application|product system|system or product|application title|tool|package|software package|name of product|system title|technology system|app|business application|business system|line of business system|module',
  maker:
    'maker|manufacturer|vendor|vendor name|developer|publisher|software vendor|software publisher|made by|product vendor|manufacturer name|software house|author|product owner company|product maker|technology vendor|software maker|software manufacturer|oem|vendor manufacturer|maker of product',
  hosting:
    'hosting|hosted cloud on premise|hosted cloud on prem|cloud hosted|saas|hosting type|hosting model|hosted|hosting location|hosting arrangement|deployment model|deployment type|cloud or on premise|cloud on premise|where hosted|hosting method|delivery model|cloud|saas on premise|hosting environment|how hosted|infrastructure|deployment',
  users:
    'user|licence|licences|number of user|user number|total user|user count|user licence|licensed user|active user|named user|licence number|number of licence|approximate number of user|estimated user|user base|number user',
  satisfaction:
    'satisfaction|satisfaction score|satisfaction rating|user satisfaction|rating|satisfaction 1 5|score|satisfaction level|supplier satisfaction|satisfaction with system|satisfaction out of 5',
  planned_replacement_on:
    'planned replacement|due replaced|due to be replaced|replacement due date|planned replacement date|replacement date|planned replacement on|expected replacement|expected replacement date|replacement planned|replace by|replacement due|due for replacement|planned retirement|retirement date|end of life|end of life date|decommission date|planned decommission date|planned change date|replacement',
  value_annual:
    'annual cost|annual value|annual spend|annual contract value|annual licence cost|annual support cost|annual maintenance cost|annual subscription|annual charge|annual contract cost|cost annual|annual fee|value annual',
}

/** Headings that councils use and that name none of our fields: known, so that nothing close to them is taken for one. */
const OTHER =
  'suitable for sme|suitable for vcse|contract extended|extended|updated|extended yes no|internal reference|internal reference number|authority code|local authority code|supplier id|vendor id|supplier number|vendor number|supplier reference|vendor reference|supplier code|supplier address|supplier postcode|supplier town|supplier contact|supplier contact name|supplier email|supplier telephone|supplier phone|supplier type|supplier size|supplier country|supplier locality|supplier url|other supplier id|other id|supplier id scheme|supplier address locality|supplier address postcode|supplier address country|supplier address street address|contact name|contact email|contact|contact telephone|contact address|contact detail|nominated contact point name|nominated contact point email|contract manager|contract manager name|contract manager email|contract owner|contract officer|lead officer|responsible officer|project manager|contract lead|procurement lead|procurement officer|payment date|date paid|date|transaction date|invoice date|date of payment|pay date|clearing date|invoice payment date|invoice gl date|gl date|posting date|transaction number|invoice number|document number|voucher number|purchase order number|po number|order number|purchase order|cost centre|cost centre code|cost centre description|account code|account description|account detail|expense type|expense code|expenditure category|expenditure type|subjective|vat|vat amount|vat rate|vat number|currency|value currency|buyer id|buyer id scheme|buyer locality|organisation code|organisation uri|service category uri|procurement category|procurement classification council procurement category label|council procurement category label|category|category code|category label|category name|cpv label|cpv description|procurement classification cpv label|proclass label|proclass description|procurement classification proclass label|classification description|classification scheme|vcse supplier type|vcse type|sme vcse type|performance information url|performance information|location service label|location served label|location served uri|area served|area served label|area served uri|location|ward|postcode|address|row number|line number|line|serial number|item|item number|region|latitude|longitude|number of bids|number of tenders received|number of tenders|bid received|lot|lot number|lot title|risk|risk rating|contract risk|rag|priority|tier|gold silver bronze|kpi|social value|living wage|renewal date|contract renewal date|completion date|contract completion date|anticipated completion date|closing date|tender closing date|tender start date|tender end date|deadline|type of organisation|organisation type|nationwide|parent reference|published by|created date|modified date|record id|source|link|document|file|capital or revenue|merchant category|card number|card holder|cardholder|extended contract end date|procurement annual|financial annual|quarter|annual|month|period|sector|customer|customer sector|stage|phase|progress|action|outcome'

/** Headings that mean two things, and what they may mean: asked once, and read as nothing until then. */
export const ASKED_HEADINGS: Record<string, string[]> = {
  'completion date': ['signed_on', 'current_end_on'],
  'contract completion date': ['signed_on', 'current_end_on'],
  'renewal date': ['current_end_on', 'review_on'],
  'contract renewal date': ['current_end_on', 'review_on'],
  'extended contract end date': ['current_end_on', 'max_end_on'],
  'extended end date': ['current_end_on', 'max_end_on'],
}

/** Synonyms of each field of a kind, as written above. */
export const SYNONYMS: Record<ReturnKind, Readonly<Record<string, string>>> = {
  contracts: CONTRACTS,
  systems: SYSTEMS,
}

export const OTHER_HEADINGS = OTHER.split('|')

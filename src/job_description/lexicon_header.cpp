#include <array>

#include "job_description/lexicon.hpp"

namespace bespoke::job_description::lexicon {
namespace {

using Text = std::string_view;

constexpr auto kTitleLabelTexts = std::to_array<Text>({
    "job|position|role|vacancy|post|posting title|name",
    "title|position|role|vacancy|job|post|opening|stelle|stellenbezeichnung|poste|intitulé_du_poste|puesto|functie|vacature|"
    "berufsbezeichnung",
});
constexpr auto kCompanyLabelTexts = std::to_array<Text>({
    "company|employer|organisation|organization|firm|school|hospital|client|hiring_organisation|hiring_organization|business|"
    "agency|unternehmen|arbeitgeber|firma|entreprise|société|employeur|empresa|bedrijf|werkgever",
    "company|employer|organisation|organization name",
});
constexpr auto kLocationLabelTexts = std::to_array<Text>({
    "location|locations|place|city|workplace|office|site|base|based|based_in|where|place_of_work|work_location|job_location|"
    "office_location|standort|arbeitsort|ort|einsatzort|dienstort|lieu|lieu_de_travail|localisation|ville|ubicación|lugar|"
    "localidad|locatie|standplaats|plaats",
});
constexpr auto kEmploymentLabelTexts = std::to_array<Text>({
    "type|contract|hours|employment|job_type|employment_type|contract_type|type_of_contract|position_type|type_of_employment|"
    "employment_status|working_hours|working_time|workload|schedule|beschäftigungsart|anstellungsart|vertragsart|arbeitszeit|"
    "contrat|type_de_contrat|jornada|tipo_de_contrato|contrato|dienstverband|contractvorm",
});
constexpr auto kOtherLabelTexts = std::to_array<Text>({
    "salary|pay|compensation|remuneration|rate|salary_range|gehalt|salaire|salario|salaris|reference|ref|job_id|req_id|"
    "requisition|job_ref|job_reference|reference_number|job_number|posted|date_posted|date|published|closing_date|deadline|apply_"
    "by|start|start_date|starting_date|starting|department|team|division|"
    "reports_to|reporting_to|line_manager|category|industry|sector|function|grade|band|level|contact|email|phone|website|travel|"
    "vacancies|openings|referenz|beginn|eintrittsdatum|bewerbungsschluss|abteilung|début|date_de_début|fecha|departamento|"
    "afdeling",
});
constexpr auto kTitleOpeningTexts = std::to_array<Text>({
    "we're|we_are now|currently|also? hiring|recruiting|looking_for|seeking a|an|our|for?",
    "now|currently|urgently hiring|recruiting a|an|for?",
    "hiring|wanted|vacancy|vacancies|job_opening|job_vacancy|job_offer|job_advert|job_advertisement|job_posting|open_position|"
    "opening|career_opportunity|new_opportunity|exciting_opportunity|opportunity|gesucht|stellenangebot|stellenanzeige|offre_d'"
    "emploi|oferta_de_empleo|vacature|for|a|an?",
    "job title|description|profile|specification|opening",
    "join us|our_team as a|an|our?",
    "become a|an|our",
    "work as a|an|our",
    "position|role|title|job",
    "wir suchen|stellen_ein eine|einen|ein|zum_nächstmöglichen_zeitpunkt?",
    "nous recherchons|recrutons un|une|des?",
    "on recrute un|une",
    "buscamos|se_busca|se_necesita un|una?",
    "wij|we zoeken een?",
    "gezocht",
});
constexpr auto kTitleClosingTexts =
    std::to_array<Text>({"wanted|needed|required|sought|gesucht|gezocht|recherché|recherchée|position|vacancy|role|job"});
constexpr auto kTitleIntroductionTexts = std::to_array<Text>({
    "is|are|we're currently|now|actively|also|always? looking|searching for a|an|another|our",
    "is|are|we're currently|now|actively? seeking|hiring|recruiting|after a|an|another",
    "looking_for|seeking|seeks|seek|hiring|need|needs|require|requires|wants|recruit a|an|another",
    "opportunity|vacancy|opening|position has_arisen|exists|available? for|as a|an",
    "join us|our_team|the_team|us|our_practice|our_department as a|an|our",
    "role|position|post|job of|as a|an?",
    "as a|an|our|the",
    "work|working as a|an",
    "sucht|suchen "
    "eine|einen|ein|zum_nächstmöglichen_zeitpunkt_eine|zum_nächstmöglichen_zeitpunkt_einen|ab_sofort_einen|ab_sofort_eine",
    "recherche|recherchons|recrute|recrutons un|une|son|sa",
    "busca|buscamos|necesita|necesitamos un|una",
    "zoekt|zoeken een",
    "op zoek naar een",
});
constexpr auto kTitleStopTexts = std::to_array<Text>({
    "to|who|for|with|that|you|you'll|we|at|on|based|and_you|in|as|reporting|joining|whose|willing|within|from|is|will|must|has|"
    "which|where|für|in_vollzeit|mit|der|die|das|pour|afin|qui|para|que|con|voor|met|om|bei|zur|zum",
});
constexpr auto kCompanyPredicateTexts = std::to_array<Text>({
    "is|are "
    "an|a|one|the|committed|currently|now|proud|looking|seeking|hiring|recruiting|part|based|home|among|fast-growing|growing",
    "has grown|been|over|more_than|an_opening|a_vacancy|an_opportunity|offices",
    "serves|operates|employs|provides|offers|makes|builds|designs|develops|runs|needs|wants|seeks|requires|manufactures|helps|"
    "delivers|cares|supports|was",
    "welcomes|invites|values|encourages|believes",
    "sucht|ist|bietet|recherche|recrute|est|busca|es|zoekt",
});
constexpr auto kPlaceLeadTexts = std::to_array<Text>({
    "based|located|situated in|at|near",
    "office|offices|department|firm|team|hospital|school|site|clinic|practice|restaurant|hotel|shop|store|warehouse|kitchen|"
    "workshop|factory|branch in",
    "am standort|mit_sitz_in",
    "basé|basée|située|situé à",
    "con sede en",
    "gevestigd in",
});
constexpr auto kEmploymentTypeTexts = std::to_array<Text>({
    "full|part time|timer",
    "fulltime|parttime|permanent|temporary|contract|contractor|freelance|fixed-term|fixed_term|internship|apprenticeship|casual|"
    "seasonal|zero-hours|interim|locum|per_diem|prn|volunteer|temp|trainee|job-share|job_share|"
    "vollzeit|teilzeit|unbefristet|befristet|festanstellung|minijob|werkstudent|praktikum|temps_plein|temps_partiel|cdi|cdd|"
    "intérim|stage|alternance|jornada_completa|tiempo_completo|media_jornada|tiempo_parcial|indefinido|temporal|prácticas|"
    "voltijd|deeltijd|fulltime|parttime|vast_contract|tijdelijk",
    "<number> hours|h|hrs|stunden|uur|heures|horas per|a|pro|week|par|por? week|woche|semaine|semana?",
    "<number> month|months contract|fixed-term|ftc|fixed_term?",
    "employee|direct_hire",
});
constexpr auto kWorkplaceTexts = std::to_array<Text>({
    "remote|hybrid|on-site|onsite|on_site|home-based|home_based|work_from_home|telecommute|anywhere|worldwide|fully_remote|"
    "homeoffice|home_office|télétravail|remoto|híbrido|teletrabajo|thuiswerk|multiple_locations|nationwide|office-based|field-"
    "based|in-office|various_locations",
});
constexpr auto kPlaceTexts = std::to_array<Text>({
    "germany|deutschland|austria|österreich|switzerland|schweiz|suisse|france|spain|españa|italy|italia|portugal|netherlands|"
    "nederland|belgium|belgië|belgique|luxembourg|ireland|uk|united_kingdom|england|scotland|wales|northern_ireland|denmark|"
    "danmark|sweden|sverige|norway|norge|finland|suomi|iceland|poland|polska|czech_republic|czechia|slovakia|hungary|romania|"
    "bulgaria|greece|croatia|slovenia|estonia|latvia|lithuania|ukraine|turkey|israel|"
    "usa|us|u.s|u.s.a|united_states|canada|mexico|brazil|argentina|chile|colombia|peru|australia|new_zealand|india|china|japan|"
    "singapore|hong_kong|taiwan|south_korea|korea|malaysia|thailand|vietnam|philippines|indonesia|uae|united_arab_emirates|dubai|"
    "saudi_arabia|qatar|egypt|south_africa|nigeria|kenya|ghana|morocco|"
    "eu|europe|emea|apac|latam|north_america|asia|"
    "london|berlin|munich|münchen|hamburg|frankfurt|cologne|köln|stuttgart|düsseldorf|leipzig|zurich|zürich|geneva|vienna|wien|"
    "paris|lyon|marseille|toulouse|madrid|barcelona|valencia|lisbon|porto|rome|milan|milano|amsterdam|rotterdam|utrecht|the_"
    "hague|den_haag|brussels|antwerp|dublin|cork|manchester|birmingham|leeds|liverpool|bristol|edinburgh|glasgow|cardiff|belfast|"
    "copenhagen|stockholm|oslo|helsinki|warsaw|krakow|prague|budapest|bucharest|athens|"
    "new_york|new_york_city|nyc|boston|chicago|los_angeles|san_francisco|san_diego|san_jose|seattle|portland|denver|austin|"
    "dallas|houston|atlanta|miami|orlando|philadelphia|pittsburgh|detroit|minneapolis|phoenix|las_vegas|salt_lake_city|nashville|"
    "charlotte|raleigh|baltimore|washington|cleveland|columbus|toronto|vancouver|montreal|ottawa|calgary|sydney|melbourne|"
    "brisbane|perth|auckland|wellington|bangalore|bengaluru|mumbai|delhi|hyderabad|pune|tokyo|shanghai|beijing|seoul",
});
constexpr auto kOrganisationTexts = std::to_array<Text>({
    "inc|ltd|llc|llp|plc|gmbh|ag|kg|se|sa|s.a|sas|sarl|sl|s.l|bv|b.v|nv|n.v|oy|ab|as|aps|a/"
    "s|srl|spa|s.p.a|corp|corporation|co|company|group|holdings|holding|limited|partners|partnership|associates|sons|brothers|"
    "bros|ggmbh|e.v|"
    "school|schools|college|university|academy|institute|hospital|hospitals|clinic|practice|surgery|trust|nhs|foundation|charity|"
    "council|authority|agency|bank|insurance|hotel|hotels|restaurant|bakery|studio|studios|labs|laboratories|"
    "solutions|systems|technologies|technology|software|services|consulting|logistics|industries|engineering|network|networks|"
    "health|healthcare|care|foods|motors|media|press|publishing|museum|church|society|association|union|district|department|"
    "ministry|cooperative|co-op|klinikum|krankenhaus|schule|stiftung|verein|hôpital|école|escuela|ziekenhuis",
});
constexpr auto kOccupationTexts =
    std::to_array<Text>({"@occupation", "<any> @occupation", "team|shift|squad|section|crew leader|lead"});
constexpr auto kHeaderNoiseTexts = std::to_array<Text>({
    "posted|published|updated|veröffentlicht|publiée|publicado|geplaatst",
    "<number> applicants|applications|views",
    "applicants|be_among_the_first|easy_apply|actively_recruiting|promoted|save_job|apply|apply_now|share|home|all_jobs|log_in|"
    "sign_in|back|jobs|careers|menu|search|job_id|req_id|reference|ref",
    "days|hours|weeks|day|hour|week|month|months ago",
    "we use cookies",
});

constexpr auto kIntern =
    std::to_array<Text>({"intern|internship|working_student|werkstudent|werkstudentin|praktikant|praktikantin|praktikum|"
                         "stagiaire|becario|becaria|prácticas|stagiair|student_assistant|co-op_student|placement_student"});
constexpr auto kLead = std::to_array<Text>({
    "lead|principal|staff_engineer|staff_software_engineer|staff_scientist|head|chief|director|vp|vice_president|team_lead|"
    "teamlead|team_leader|cto|cfo|ceo|coo|cio|teamleiter|teamleiterin|leiter|leiterin|abteilungsleiter|chef_de_service|directeur|"
    "directrice|director|directora|jefe|jefa|hoofd|distinguished",
});
constexpr auto kSenior =
    std::to_array<Text>({"senior|sr|snr|experienced|expert|sénior|confirmé|confirmée|erfahrener|erfahrene|advanced|iii|iv"});
constexpr auto kJunior = std::to_array<Text>(
    {"junior|jr|jnr|graduate|entry-level|entry_level|trainee|apprentice|newly_qualified|nqt|ect|berufseinsteiger|"
     "berufseinsteigerin|azubi|auszubildender|auszubildende|débutant|débutante|starter|beginner"});
constexpr auto kMid = std::to_array<Text>({"mid|mid-level|mid_level|intermediate|midlevel|regular|medior|ii|mid-senior"});

constexpr auto kTitleSeniorityTable = std::to_array<SeniorityPatterns>({
    {Seniority::Intern, kIntern},
    {Seniority::Lead, kLead},
    {Seniority::Senior, kSenior},
    {Seniority::Mid, kMid},
    {Seniority::Junior, kJunior},
});

}  // namespace

const Patterns kTitleLabels = kTitleLabelTexts;
const Patterns kCompanyLabels = kCompanyLabelTexts;
const Patterns kLocationLabels = kLocationLabelTexts;
const Patterns kEmploymentLabels = kEmploymentLabelTexts;
const Patterns kOtherLabels = kOtherLabelTexts;
const Patterns kTitleOpenings = kTitleOpeningTexts;
const Patterns kTitleClosings = kTitleClosingTexts;
const Patterns kTitleIntroductions = kTitleIntroductionTexts;
const Patterns kTitleStops = kTitleStopTexts;
const Patterns kCompanyPredicates = kCompanyPredicateTexts;
const Patterns kPlaceLeads = kPlaceLeadTexts;
const Patterns kEmploymentTypes = kEmploymentTypeTexts;
const Patterns kWorkplaces = kWorkplaceTexts;
const Patterns kPlaceNames = kPlaceTexts;
const Patterns kOrganisationWords = kOrganisationTexts;
const Patterns kOccupationWords = kOccupationTexts;
const Patterns kHeaderNoise = kHeaderNoiseTexts;
const std::span<const SeniorityPatterns> kTitleSeniority = kTitleSeniorityTable;

}  // namespace bespoke::job_description::lexicon

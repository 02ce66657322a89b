#include "resume/parser/field_labels.hpp"

#include <array>

#include "resume/parser/words.hpp"

namespace bespoke::resume::parser {
namespace {

/// What forms (Europass, government portals, German tables) call the parts of an entry's head: letters of plain() alone.
constexpr auto kFieldLabels = std::to_array<std::string_view>({
    "employer",
    "company",
    "organisation",
    "organization",
    "companyname",
    "employername",
    "nameofemployer",
    "nameofcompany",
    "jobtitle",
    "title",
    "position",
    "positiontitle",
    "positionheld",
    "role",
    "designation",
    "location",
    "place",
    "city",
    "dates",
    "date",
    "datesemployed",
    "datesofemployment",
    "employmentdates",
    "datesattended",
    "period",
    "duration",
    "school",
    "schoolname",
    "institution",
    "university",
    "college",
    "degree",
    "degreeobtained",
    "degreeawarded",
    "qualification",
    "qualificationobtained",
    "titleofqualificationawarded",
    "yearcompleted",
    "yearofpassing",
    "yearofcompletion",
    "graduation",
    "graduationdate",
    "occupationorpositionheld",
    "nameandaddressofemployer",
    "nameandtypeoforganisationprovidingeducationandtraining",
    "firma",
    "arbeitgeber",
    "unternehmen",
    "zeitraum",
    "ort",
    "tatigkeit",
    "funktion",
    "abschluss",
    "schule",
    "hochschule",
    "employeur",
    "entreprise",
    "poste",
    "posteoccupe",
    "fonction",
    "lieu",
    "periode",
    "etablissement",
    "diplome",
    "diplomeobtenu",
    "empresa",
    "empleador",
    "cargo",
    "puesto",
    "lugar",
    "fecha",
    "fechas",
    "periodo",
    "centro",
    "centrodeformacion",
    "titulo",
    "titulacion",
    "tituloobtenido",
    "cargoopuestodesempenado",
    "nombreydirecciondelempleador",
    "azienda",
    "datoredilavoro",
    "luogo",
    "mansione",
    "istituto",
    "titolodistudio",
    "titoloconseguito",
    "qualificaconseguita",
    "empregador",
    "funcao",
    "instituicao",
    "curso",
    "local",
    "werkgever",
    "functie",
    "bedrijf",
    "plaats",
    "pracodawca",
    "stanowisko",
    "okres",
    "miejsce",
    "uczelnia",
});

/// Where the value behind a known label begins; 0 if the row has none.
std::size_t value_begin(const Row& row) {
    const auto colon = row.text.find(':');
    if (row.list_item || colon == std::string::npos || colon > 60) return 0;
    const auto key = squashed(std::string_view(row.text).substr(0, colon));
    const bool known = std::find(kFieldLabels.begin(), kFieldLabels.end(), key) != kFieldLabels.end();
    const auto value = strip_edges(std::string_view(row.text).substr(colon + 1), "");
    return known && !value.empty() ? static_cast<std::size_t>(value.data() - row.text.data()) : 0;
}

}  // namespace

Rows without_field_labels(Rows rows) {
    const auto labelled = std::count_if(rows.begin(), rows.end(), [](const Row& row) { return value_begin(row) > 0; });
    if (labelled < 2) return rows;
    for (auto& row : rows) {
        if (const auto begin = value_begin(row)) row = part_of(row, std::string(row.text.substr(begin)));
    }
    return rows;
}

}  // namespace bespoke::resume::parser

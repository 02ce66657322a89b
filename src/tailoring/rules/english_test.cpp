#include "tailoring/rules/english.hpp"

#include <gtest/gtest.h>

namespace bespoke::tailoring {
namespace {

TEST(ReadsAsEnglish, TellsEnglishFromOtherLanguages) {
    EXPECT_TRUE(reads_as_english({"Moved 38 services to Kubernetes and cut the bill by a third."}, WhenSilent::Foreign));
    EXPECT_TRUE(reads_as_english({"Trained new nurses in hygiene", "Wrote the guide to wound care"}, WhenSilent::Foreign));
    EXPECT_FALSE(reads_as_english({"Umstellung von 38 Diensten auf Kubernetes in der Cloud und Betreuung der Kunden"},
                                  WhenSilent::English));
    EXPECT_FALSE(reads_as_english({"Réduction des coûts de production pour les usines de la région"}, WhenSilent::English));
    EXPECT_FALSE(
        reads_as_english({"Responsable del turno de noche con un equipo de enfermeras para los pacientes"}, WhenSilent::English));
}

TEST(ReadsAsEnglish, LeavesListsOfNamesToTheCaller) {
    EXPECT_TRUE(reads_as_english({"Kubernetes", "PostgreSQL"}, WhenSilent::English));
    EXPECT_FALSE(reads_as_english({"Kubernetes", "PostgreSQL"}, WhenSilent::Foreign));
}

}  // namespace
}  // namespace bespoke::tailoring

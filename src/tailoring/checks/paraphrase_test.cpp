#include "tailoring/checks/paraphrase.hpp"

#include <gtest/gtest.h>

#include "tailoring/checks/lexicon.hpp"

namespace bespoke::tailoring {
namespace {

struct Pair {
    const char* source;
    const char* claim;
};

std::string told(const Misreading& found) {
    std::string all;
    for (const auto& problem : found.grounding) all += problem + "; ";
    for (const auto& problem : found.omission) all += problem + "; ";
    return all;
}

Misreading read(const Pair& pair) { return misreading(Reading(pair.claim), Reading(pair.source)); }

TEST(Paraphrase, SaysTheSameInOtherWords) {
    const Pair honest[] = {
        {"Reduced sample turnaround from 5 days to 36 hours by reordering the queue.",
         "Cut sample turnaround from 5 days to 36 hours by reordering the queue."},
        {"Taught chemistry to four classes of 30 pupils.", "Teaching of chemistry to 4 classes of 30 pupils."},
        {"Helped draft 12 lease agreements for retail tenants.", "Assisted in drafting 12 lease agreements for retail tenants."},
        {"Drove a 7.5-tonne truck on the night route.", "On the night route, drove a 7.5-tonne truck."},
        {"Sold about 40 bicycles a month.", "Sold approximately 40 bicycles a month."},
        {"Sold about 40 bicycles a month.", "Sold around 40 bicycles per month."},
        {"Prepared quarterly VAT returns for two bakeries.", "Quarterly VAT returns prepared for two bakeries."},
        {"Cooked lunch for 120 guests and ordered vegetables.", "Ordered vegetables and cooked lunch for 120 guests."},
        {"Trained six new waiters in allergen rules.", "Coached 6 new waiters in allergen rules."},
        {"Analysed 3.5 million sensor readings in Python.", "Analysis of 3.5M sensor readings in Python."},
        {"Handled between 20 and 30 returns per day.", "Handled 20-30 returns per day."},
        {"Reviewed contracts under the supervision of a partner.", "Reviewed contracts, supervised by a partner."},
        {"Updated the ward's handover sheet.", "Helped update the ward's handover sheet."},
        {"Raised donations from £8,000 to £11,500 in one year.", "Increased donations from £8,000 to £11,500 in one year."},
        {"Supervised four apprentices on two building sites.", "Oversaw four apprentices on two building sites."},
    };
    for (const auto& pair : honest) EXPECT_EQ(told(read(pair)), "") << pair.source << " => " << pair.claim;
}

TEST(Paraphrase, SaysNoMoreThanItsSource) {
    const Pair lies[] = {
        // numbers: value, unit, what is counted, direction, role, bound
        {"Reduced waste by 12%.", "Reduced waste by 21%."},
        {"Reduced waste by 12%.", "Reduced waste by 12 tonnes."},
        {"Served 80 guests with 3 cooks.", "Served 3 guests with 80 cooks."},
        {"Cut costs by 40% and raised sales by 12%.", "Cut costs by 12% and raised sales by 40%."},
        {"Cut delays from 50 to 6 minutes.", "Cut delays from 6 to 50 minutes."},
        {"Increased sales by 8%.", "Increased sales to 8%."},
        {"Taught up to 20 pupils.", "Taught over 20 pupils."},
        {"Nursed about 9 patients per shift.", "Nursed 9 patients per shift."},
        {"Wrote two newsletters a month.", "Wrote two newsletters a week."},
        {"Saved 3 hours in March 2021.", "Saved 3 hours in May 2021."},
        {"Improved yield.", "Doubled yield."},
        // part and strength
        {"Helped design the timetable.", "Designed the timetable."},
        {"Contributed to an audit of 9 branches.", "Conducted an audit of 9 branches."},
        {"Coordinated the move of the archive.", "Led the move of the archive."},
        {"Worked with three nurses on falls prevention.", "Managed three nurses on falls prevention."},
        {"Co-wrote the safety manual with a colleague.", "Wrote the safety manual."},
        {"Looked after five interns.", "Managed five interns."},
        {"Attended a course on labour law.", "Taught a course on labour law."},
        {"Used Terraform for test systems.", "Ran Terraform for test systems."},
        // scope and totality
        {"Trained a team in first aid.", "Trained teams in first aid."},
        {"Repaired the pump.", "Repaired the pumps."},
        {"Checked invoices of one supplier.", "Checked invoices of all suppliers."},
        {"Coached pupils in reading.", "Coached pupils nationwide in reading."},
        {"Mentors one trainee.", "Mentors every trainee."},
        // who did it, to whom, and in which order
        {"Drafted letters that the partner signed.", "Signed letters that the partner drafted."},
        {"Was trained by a head chef.", "Trained a head chef."},
        {"Moved data from Oracle to MySQL.", "Moved data from MySQL to Oracle."},
        {"Ordered parts under the foreman's guidance.", "Guided the foreman in ordering parts."},
        {"Reported faults to the site manager.", "As site manager, reported faults."},
        {"Trained 12 nurses and ordered 40 beds.", "Trained 40 nurses and ordered 12 beds."},
        // denials, conditions, limits, time
        {"Migrated 30 servers without data loss.", "Migrated 30 servers with data loss."},
        {"Sold tickets but no snacks.", "Sold tickets and snacks."},
        {"Ran the kitchen when the chef was away.", "Ran the kitchen."},
        {"Acted as deputy head of maths.", "Acted as head of maths."},
        {"Attended some of the board meetings.", "Attended the board meetings."},
        {"Fixed cranes at the harbour.", "Fixes cranes at the harbour."},
        // new things
        {"Wrote reports for the court.", "Wrote award-winning reports for the court."},
        {"Wrote reports for the court.", "Successfully wrote reports for the court."},
        {"Wrote reports for the court.", "Wrote reports for the Supreme Court."},
        {"Wrote reports for the court.", "Wrote reports for the court in Excel."},
        {"Wrote reports for the court.", "Single-handedly wrote reports for the court."},
        {"Served walk-in customers.", "Served all customers."},
        {"Trained 12 staff and sold 300 tyres.", "Sold 300 tyres by training 12 staff."},
    };
    for (const auto& pair : lies) EXPECT_NE(told(read(pair)), "") << pair.source << " => " << pair.claim;
}

TEST(Paraphrase, OfATextByItselfIsSound) {
    for (const char* text : {"Helped migrate 3 systems from A to B with two colleagues.",
                             "Handled complaints, mostly about noise, without a manager.",
                             "Was mentored by a senior nurse while caring for 4 to 6 patients per shift.",
                             "Cut costs by 40% (£1.2m), which the board praised."}) {
        EXPECT_EQ(told(read({text, text})), "") << text;
    }
}

TEST(Disguise, IsWhatOnlyLooksLikeTheLettersOfTheSource) {
    EXPECT_FALSE(disguised_characters("M\u043Eved 38 services", "Moved 38 services").empty());  // Cyrillic o
    EXPECT_FALSE(disguised_characters("Moved \u0663\u0668 services", "Moved 38 services").empty());
    EXPECT_FALSE(disguised_characters("Moved 10\u00B2 services", "Moved 10 services").empty());
    EXPECT_TRUE(disguised_characters("Moved 38 services – in São Paulo", "Moved 38 services in São Paulo").empty());
}

TEST(Lexicon, LetsWeakerWordsStandForStrongerOnesOnly) {
    const auto may = [](const char* given, const char* said) { return may_stand_for(lexical_stem(given), lexical_stem(said)); };
    EXPECT_TRUE(may("cut", "reduced"));
    EXPECT_TRUE(may("led", "guided"));
    EXPECT_FALSE(may("guided", "led"));
    EXPECT_FALSE(may("used", "ran"));
    EXPECT_FALSE(may("helped", "built"));
    EXPECT_FALSE(may("increased", "doubled"));
    EXPECT_FALSE(may("manager", "managed"));
    EXPECT_TRUE(may("organised", "organized"));
}

}  // namespace
}  // namespace bespoke::tailoring

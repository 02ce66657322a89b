#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "resume/resume.hpp"

/// Material for the tests of this folder.
namespace bespoke::artifacts::testing {

inline resume::Resume resume_of(const nlohmann::json& json) {
    auto resume = resume::resume_from_json(json);
    if (!resume) throw std::runtime_error("bad test resume: " + resume.error().where);
    return *resume;
}

/// A resume that uses every field of the model.
inline nlohmann::json full_json() {
    return nlohmann::json::parse(R"json({
"basics": {"name": "Željka Novák-O’Brien", "label": "Operations Manager", "email": "zeljka@example.org", "phone": "+44 20 7946 0018",
  "url": "https://novak.example", "summary": "Eleven years in cold-chain logistics. Calm in peak season.",
  "location": {"address": "14 Harbour Row", "postalCode": "BS1 4ND", "city": "Bristol", "region": "England", "countryCode": "GB"},
  "profiles": [{"network": "LinkedIn", "username": "zeljka-novak", "url": "https://linkedin.com/in/zeljka-novak"},
    {"network": "GitHub", "username": "znovak"}, {"network": "Mastodon", "username": "zeljka", "url": "https://social.example/@z"}]},
"work": [{"name": "Northwind Cold Storage Ltd", "position": "Operations Manager", "location": "Bristol, England", "url": "https://northwind.example",
  "startDate": "2021-03", "summary": "Runs a 24-hour site of 180 people.", "highlights": ["Cut picking errors from 1.9 % to 0.4 %", "Trained 12 shift leads"]},
  {"name": "Northwind Cold Storage Ltd", "position": "Shift Lead", "startDate": "2017-06", "endDate": "2021-02", "highlights": ["Led 35 colleagues on nights"]},
  {"name": "Müller & Söhne GmbH", "position": "Warehouse Associate", "location": "Köln, Germany", "startDate": "2013", "endDate": "2017"}],
"volunteer": [{"organization": "Food Bank West", "position": "Coordinator", "url": "https://foodbank.example/west", "startDate": "2019-11",
  "summary": "Plans van routes.", "highlights": ["Raised rescued food to 11 t a month"]}],
"education": [{"institution": "University of Zagreb", "location": "Zagreb, Croatia", "url": "https://unizg.example", "studyType": "MSc",
  "area": "Logistics", "startDate": "2010-10", "endDate": "2012-07", "score": "4.7/5", "courses": ["Inventory Theory", "Queueing, Scheduling and Simulation"]},
  {"institution": "Prva gimnazija", "studyType": "School Leaving Certificate", "endDate": "2006"}],
"awards": [{"title": "Site of the Year", "date": "2023-11", "awarder": "Cold Chain Association", "summary": "Lowest loss rate of 47 sites."}],
"certificates": [{"name": "Certified Supply Chain Professional", "date": "2018-05", "issuer": "APICS", "url": "https://verify.example/7781"}],
"publications": [{"name": "Voice picking below zero", "publisher": "Warehouse Quarterly", "releaseDate": "2022-09-14", "url": "https://wq.example/voice", "summary": "Field study."}],
"skills": [{"name": "Systems", "level": "Expert", "keywords": ["SAP EWM", "Power BI"]}, {"name": "Methods", "keywords": ["Lean", "Slotting, zoning and batching"]},
  {"name": "Forklift licence"}, {"name": "Negotiation", "level": "Advanced"}],
"languages": [{"language": "Croatian", "fluency": "Native speaker"}, {"language": "German"}],
"interests": [{"name": "Sailing", "keywords": ["dinghy racing"]}, {"name": "Chess"}],
"references": [{"name": "Ivan Petrović", "reference": "She made the hardest peak look ordinary."}],
"projects": [{"name": "Route Board", "startDate": "2020-02", "endDate": "2020-09", "description": "Planning board for drivers",
  "highlights": ["Used by 14 parishes"], "keywords": ["Python", "OpenStreetMap"], "url": "https://github.com/znovak/route-board"}],
"meta": {"bespoke": {"sectionOrder": ["summary", "work", "projects", "education", "skills", "certificates", "awards", "publications", "volunteer",
  "languages", "interests", "references"], "unplaced": [{"heading": "Driving", "lines": ["Clean licence"]}, {"heading": "", "lines": ["Free from March", "Willing to travel"]}]}}
})json");
}

inline resume::Resume full_resume() { return resume_of(full_json()); }

/// A career of `roles` roles with `highlights` highlights each.
inline resume::Resume long_resume(int roles, int highlights) {
    resume::Resume resume;
    resume.basics.name.value = "Ada Long";
    for (int role = 0; role < roles; ++role) {
        resume::Work work;
        work.name.value = "Employer " + std::to_string(role);
        work.position.value = "Position " + std::to_string(role);
        work.period.start = resume::DateNode{{2000 + role % 20, 1, 0}, {}, {}};
        for (int i = 0; i < highlights; ++i) {
            work.highlights.push_back({"Did thing " + std::to_string(i) +
                                           " with care and on time, for customers of every kind and size, in all seasons",
                                       {},
                                       {}});
        }
        resume.work.push_back(std::move(work));
    }
    return resume;
}

}  // namespace bespoke::artifacts::testing

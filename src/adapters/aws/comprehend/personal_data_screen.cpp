#include "adapters/aws/comprehend/personal_data_screen.hpp"

namespace bespoke::adapters::aws::comprehend {
namespace {

using ports::Screening;
using ports::ScreenRequest;

/// Surer than this, or it is not worth a notice.
constexpr double kSure = 0.8;

/// Types of "Detecting PII entities" that a resume has no need of.
bool is_needless(std::string_view type) {
    constexpr std::string_view kTypes[] = {"AWS_ACCESS_KEY",
                                           "AWS_SECRET_KEY",
                                           "BANK_ACCOUNT_NUMBER",
                                           "BANK_ROUTING",
                                           "CREDIT_DEBIT_CVV",
                                           "CREDIT_DEBIT_EXPIRY",
                                           "CREDIT_DEBIT_NUMBER",
                                           "CA_HEALTH_NUMBER",
                                           "CA_SOCIAL_INSURANCE_NUMBER",
                                           "DRIVER_ID",
                                           "INTERNATIONAL_BANK_ACCOUNT_NUMBER",
                                           "IN_AADHAAR",
                                           "IN_PERMANENT_ACCOUNT_NUMBER",
                                           "IN_VOTER_NUMBER",
                                           "LICENSE_PLATE",
                                           "PASSPORT_NUMBER",
                                           "PASSWORD",
                                           "PIN",
                                           "SSN",
                                           "SWIFT_CODE",
                                           "UK_NATIONAL_HEALTH_SERVICE_NUMBER",
                                           "UK_NATIONAL_INSURANCE_NUMBER",
                                           "UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER",
                                           "US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER",
                                           "VEHICLE_IDENTIFICATION_NUMBER"};
    return std::ranges::find(kTypes, type) != std::end(kTypes);
}

class PersonalDataScreen final : public ports::Guardrail {
public:
    explicit PersonalDataScreen(Recognizer& recognizer) : recognizer_(recognizer) {}
    Result<Screening> screen(const ScreenRequest& request, Deadline deadline) override {
        Screening screening;
        if (request.source != ScreenRequest::Source::Input) return screening;
        const auto found = recognizer_.personal_data(request.owner, request.text, deadline);
        if (!found) return tl::unexpected(found.error());
        for (const auto& one : *found) {
            using Finding = Screening::Finding;
            const bool blocked = one.score >= kSure && is_needless(one.type);
            screening.findings.push_back(
                {Finding::Policy::PersonalData, one.type, blocked ? Finding::Action::Blocked : Finding::Action::Noted});
        }
        return screening;
    }

private:
    Recognizer& recognizer_;
};

class Both final : public ports::Guardrail {
public:
    Both(std::unique_ptr<ports::Guardrail> first, std::unique_ptr<ports::Guardrail> second)
        : first_(std::move(first)), second_(std::move(second)) {}
    Result<Screening> screen(const ScreenRequest& request, Deadline deadline) override {
        auto screening = first_->screen(request, deadline);
        if (!screening) return screening;
        const auto more = second_->screen(request, deadline);
        if (!more) return more;
        screening->findings.insert(screening->findings.end(), more->findings.begin(), more->findings.end());
        return screening;
    }

private:
    std::unique_ptr<ports::Guardrail> first_, second_;
};

}  // namespace

std::unique_ptr<ports::Guardrail> make_personal_data_screen(Recognizer& recognizer) {
    return std::make_unique<PersonalDataScreen>(recognizer);
}

std::unique_ptr<ports::Guardrail> both(std::unique_ptr<ports::Guardrail> first, std::unique_ptr<ports::Guardrail> second) {
    if (!first) return second;
    if (!second) return first;
    return std::make_unique<Both>(std::move(first), std::move(second));
}

}  // namespace bespoke::adapters::aws::comprehend

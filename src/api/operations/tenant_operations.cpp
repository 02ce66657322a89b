#include "api/operations/tenant_operations.hpp"

#include <mutex>

#include "api/answer.hpp"
#include "service/export.hpp"
#include "telemetry/log.hpp"

namespace bespoke::api {
namespace {

constexpr std::chrono::seconds kPieceTime{30};

/// An export, piece by piece. A failure ends it without its last line, by which the reader sees that it isn't whole.
class ExportStream final : public http::Stream {
public:
    ExportStream(const service::ServicePorts& ports, const TenantId& tenant, std::string trace)
        : exported_(ports, tenant), trace_(std::move(trace)) {}

    void set_wake(std::function<void()> wake) override { wake_ = std::move(wake); }
    std::optional<std::string> poll() override {
        auto piece = exported_.next(Deadline::after(kPieceTime));
        if (!piece) {
            telemetry::log(telemetry::Level::Error, "export-broken-off", trace_,
                           {{"reason", piece.error().reason}, {"detail", piece.error().detail}});
            return std::nullopt;
        }
        if (*piece && wake_) wake_();  // there is more at once
        return std::move(*piece);
    }

private:
    service::TenantExport exported_;
    std::string trace_;
    std::function<void()> wake_;
};

Result<http::Response> export_tenant(const TenantParts& parts, const Call& call) {
    http::Response response;
    response.headers.set("Content-Type", "application/x-ndjson");
    response.headers.set("Content-Disposition", "attachment; filename=\"export.ndjson\"");
    response.body = std::make_unique<ExportStream>(parts.service, call.tenant(), call.http.trace.trace_id);
    return response;
}

Result<http::Response> erase_tenant(const TenantParts& parts, const Call& call) {
    const auto receipt = parts.erase(call.tenant(), call.principal->subject, call.http.deadline);
    if (!receipt) return tl::unexpected(receipt.error());
    return json_answer(200, *receipt);
}

}  // namespace

Operations make_tenant_operations(const TenantParts& parts) {
    return {{"exportTenant", [parts](const Call& call) { return export_tenant(parts, call); }},
            {"eraseTenant", [parts](const Call& call) { return erase_tenant(parts, call); }}};
}

}  // namespace bespoke::api

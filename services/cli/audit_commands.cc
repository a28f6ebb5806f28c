#include "services/cli/command_table.h"

namespace actionplan::cli {

namespace {

constexpr Command kAuditCommands[] = {
    {.noun = "audit",
     .verb = "create",
     .method = "AuditService.CreateAudit",
     .argument = "parent",
     .argument_name = "BOARD",
     .help = "Record an audit",
     .example = "boards/ncc --audit-id homelessness --title \"Homelessness "
                "deep dive\" --kind deep-dive --theme Homelessness --sample "
                "24 --figures label=Plans,numerator=7,denominator=24"},
    {.noun = "audit",
     .verb = "get",
     .method = "AuditService.GetAudit",
     .argument = "name",
     .argument_name = "AUDIT",
     .help = "Show one audit",
     .example = "boards/ncc/audits/homelessness"},
    {.noun = "audit",
     .verb = "list",
     .method = "AuditService.ListAudits",
     .argument = "parent",
     .argument_name = "BOARD",
     .help = "List the audits of a board",
     .example = "boards/ncc"},
    {.noun = "audit",
     .verb = "close",
     .method = "AuditService.CloseAudit",
     .argument = "name",
     .argument_name = "AUDIT",
     .help = "Close an audit",
     .example = "boards/ncc/audits/homelessness --reason \"All actions are "
                "signed off\""},
    {.noun = "finding",
     .verb = "record",
     .method = "FindingService.RecordFinding",
     .argument = "parent",
     .argument_name = "AUDIT",
     .help = "Record a finding",
     .example = "boards/ncc/audits/homelessness --finding-id f7 --kind "
                "area-for-improvement --text \"Plans were missing in most "
                "cases\" --themes planning --figure "
                "label=Plans,numerator=7,denominator=24,not-applicable=3"},
    {.noun = "finding",
     .verb = "get",
     .method = "FindingService.GetFinding",
     .argument = "name",
     .argument_name = "FINDING",
     .help = "Show one finding",
     .example = "boards/ncc/audits/homelessness/findings/f7"},
    {.noun = "finding",
     .verb = "list",
     .method = "FindingService.ListFindings",
     .argument = "parent",
     .argument_name = "AUDIT",
     .help = "List the findings of an audit",
     .example = "boards/ncc/audits/homelessness --kind concern"},
    {.noun = "finding",
     .verb = "confirm",
     .method = "FindingService.ConfirmFinding",
     .argument = "name",
     .argument_name = "FINDING",
     .help = "The audit stands by it",
     .example = "boards/ncc/audits/homelessness/findings/f7"},
    {.noun = "finding",
     .verb = "dismiss",
     .method = "FindingService.DismissFinding",
     .argument = "name",
     .argument_name = "FINDING",
     .help = "The audit does not stand by it",
     .example = "boards/ncc/audits/homelessness/findings/f7 --reason \"The "
                "plan was found\""},
    {.noun = "recommendation",
     .verb = "draft",
     .method = "RecommendationService.DraftRecommendation",
     .argument = "parent",
     .argument_name = "AUDIT",
     .help = "Write a recommendation down",
     .example = "boards/ncc/audits/homelessness --recommendation-id r3 "
                "--kind recommendation --text \"Agree one pathway\" "
                "--findings boards/ncc/audits/homelessness/findings/f7"},
    {.noun = "recommendation",
     .verb = "get",
     .method = "RecommendationService.GetRecommendation",
     .argument = "name",
     .argument_name = "RECOMMENDATION",
     .help = "Show one recommendation",
     .example = "boards/ncc/audits/homelessness/recommendations/r3"},
    {.noun = "recommendation",
     .verb = "list",
     .method = "RecommendationService.ListRecommendations",
     .argument = "parent",
     .argument_name = "AUDIT",
     .help = "List the recommendations of an audit",
     .example = "boards/ncc/audits/homelessness --state drafted"},
    {.noun = "recommendation",
     .verb = "accept",
     .method = "RecommendationService.AcceptRecommendation",
     .argument = "name",
     .argument_name = "RECOMMENDATION",
     .help = "Accept it, for the board",
     .example = "boards/ncc/audits/homelessness/recommendations/r3 "
                "--response \"Agreed\""},
    {.noun = "recommendation",
     .verb = "reject",
     .method = "RecommendationService.RejectRecommendation",
     .argument = "name",
     .argument_name = "RECOMMENDATION",
     .help = "Reject it, for the board; the reason is published",
     .example = "boards/ncc/audits/homelessness/recommendations/r3 --reason "
                "\"Covered by the neglect strategy\""},
};

}  // namespace

absl::Span<const Command> AuditCommands() { return kAuditCommands; }

}  // namespace actionplan::cli

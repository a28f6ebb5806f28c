#include "services/cli/import_command.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "services/cli/dates.h"
#include "services/cli/error_view.h"
#include "services/cli/import_board.h"
#include "services/cli/import_options.h"
#include "services/cli/import_plan.h"
#include "services/cli/import_report.h"
#include "services/cli/import_rows.h"
#include "services/cli/import_run.h"
#include "services/cli/options.h"
#include "services/cli/presentation.h"
#include "services/cli/progress.h"
#include "services/cli/sheet/agency_names.h"
#include "services/cli/sheet/row_text.h"
#include "services/cli/sheet/sheet.h"
#include "services/cli/terminal_text.h"
#include "services/client/client.h"

namespace actionplan::cli {
namespace {

// No plan is larger; a workbook with pictures is.
constexpr std::uintmax_t kMostBytes = 64 << 20;

// Characters of ImportActionRequest.sheet.
constexpr std::size_t kMostName = 200;

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  std::ifstream input(path, std::ios::binary);
  if (error || !input) {
    return absl::InvalidArgumentError(
        absl::StrCat("the file ", Printable(path), " cannot be read"));
  }
  if (size > kMostBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("the file ", Printable(path), " has ", size,
                     " bytes; at most ", kMostBytes, " are read"));
  }
  return std::string(std::istreambuf_iterator<char>(input), {});
}

// What the user typed as an id or a name, as a name. One that is not of the
// board is told with the flag.
sheet::ChosenAgencies NamesOf(const ImportOptions& options,
                              const std::vector<sheet::KnownAgency>& agencies,
                              std::vector<std::string>& problems) {
  sheet::ChosenAgencies chosen;
  for (const auto& [words, typed] : options.agencies) {
    if (typed.empty()) {
      chosen[words] = "";
      continue;
    }
    const std::string name =
        absl::StrContains(typed, '/')
            ? typed
            : absl::StrCat(options.Board(), "/agencies/", typed);
    bool known = false;
    for (const sheet::KnownAgency& agency : agencies) {
      known = known || agency.name == name;
    }
    if (!known) {
      problems.push_back(absl::StrCat("--agency: there is no ", name,
                                      "; `actionplan agency list ",
                                      options.Board(), "` shows all"));
    }
    chosen[words] = name;
  }
  return chosen;
}

// One run of `import`.
class Import {
 public:
  Import(const Arguments& arguments, const Environment& environment)
      : arguments_(arguments), environment_(environment) {}

  ExitCode Run() {
    problems_ = arguments_.problems;
    options_ = ReadOptions(arguments_.flags, environment_, problems_);
    import_ = ReadImportOptions(
        arguments_,
        {.now = environment_.clock.Now(), .time_zone = environment_.time_zone},
        problems_);
    if (!import_.path.empty()) ReadFile();
    const auto client = client::Client::Connect({.address = options_.server,
                                                 .identity = options_.identity,
                                                 .timeout = options_.timeout,
                                                 .sleep = environment_.sleep});
    if (!client.ok()) problems_.emplace_back(client.status().message());
    if (!problems_.empty()) return Usage();
    const auto read = ReadImportBoard(*client, import_.plan, import_.Board());
    if (!read.ok()) return Refused(read.status());
    return Decide(*client, *read);
  }

 private:
  void ReadFile() {
    const std::string name = SheetName();
    if (!IsUtf8(name) || sheet::Characters(name) > kMostName) {
      problems_.push_back(
          absl::StrCat("the name of the file, \"", Printable(name),
                       "\", is kept with every action; give it one of at "
                       "most ",
                       kMostName, " characters"));
    }
    auto bytes = ReadBytes(import_.path);
    if (!bytes.ok()) {
      problems_.emplace_back(bytes.status().message());
      return;
    }
    auto sheet = sheet::ReadSheet(*bytes, import_.columns);
    if (!sheet.ok()) {
      problems_.push_back(absl::StrCat(Printable(import_.path), ": ",
                                       sheet.status().message()));
      return;
    }
    sheet_ = *std::move(sheet);
  }

  std::string SheetName() const {
    return std::filesystem::path(import_.path).filename().string();
  }

  ExitCode Decide(const client::Client& client, const ReadBoard& read) {
    const absl::Time now = environment_.clock.Now();
    const sheet::AgencyNames agencies(
        read.agencies, NamesOf(import_, read.agencies, problems_));
    if (!problems_.empty()) return Usage();
    const ImportRows rows =
        InterpretRows(sheet_, agencies, import_,
                      {.today = absl::ToCivilDay(now, read.time_zone)});
    const ImportPlan plan = PlanImport(rows, read.board,
                                       {.now = now,
                                        .time_zone = read.time_zone,
                                        .occur_time = import_.occur_time,
                                        .review = import_.review_date});
    ImportReport report{.options = import_,
                        .sheet = sheet_,
                        .plan = plan,
                        .commit_command = CommitCommand(arguments_)};
    const bool blocked = plan.has_sheet_errors ||
                         (plan.HasErrors() && !import_.skip_rows_with_errors);
    if (!import_.commit || blocked) {
      Show(report);
      return blocked ? ExitCode::kInvalid : ExitCode::kDone;
    }
    Progress progress({.out = environment_.err,
                       .kind = environment_.err_kind,
                       .width = environment_.width});
    const ImportResult result = RunImport(
        {.client = client, .sheet = SheetName(), .plan = read.board.plan}, plan,
        progress);
    report.result = &result;
    Show(report);
    return CodeOf(result);
  }

  void Show(const ImportReport& report) {
    switch (options_.output) {
      case OutputFormat::kJson:
        environment_.out << ReportAsJson(report);
        return;
      case OutputFormat::kCsv:
        environment_.out << ReportAsCsv(report);
        return;
      case OutputFormat::kTable:
        environment_.out << ReportAsText(
            report, PresentationFor(options_, environment_));
        return;
    }
  }

  // The first refusal's.
  ExitCode CodeOf(const ImportResult& result) {
    if (!result.status.ok()) return Refused(result.status);
    for (const RowResult& row : result.rows) {
      if (!row.status.ok()) return ExitCodeOf(row.status);
    }
    return ExitCode::kDone;
  }

  ExitCode Usage() {
    environment_.err << UsageText("import", problems_);
    return ExitCode::kUsage;
  }

  ExitCode Refused(const absl::Status& status) {
    environment_.err << RefusalText(
        status, {.command = "import", .server = options_.server});
    return ExitCodeOf(status);
  }

  const Arguments& arguments_;
  const Environment& environment_;
  Options options_;
  ImportOptions import_;
  sheet::Sheet sheet_;
  std::vector<std::string> problems_;
};

}  // namespace

ExitCode RunImportCommand(const Arguments& arguments,
                          const Environment& environment) {
  return Import(arguments, environment).Run();
}

}  // namespace actionplan::cli

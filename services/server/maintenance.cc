#include "services/server/maintenance.h"

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/merkle/checkpoint.h"
#include "eventstore/rocksdb/log_backup.h"
#include "eventstore/rocksdb/log_examination.h"
#include "eventstore/rocksdb/log_recovery.h"
#include "eventstore/rocksdb/log_restore.h"

namespace actionplan::server {
namespace {

using eventstore::KnownHead;
using eventstore::LogBackup;
using eventstore::LogVerification;
using eventstore::Position;
using eventstore::Remedy;

// The exit code of a task, or why it was not done.
using Outcome = absl::StatusOr<int>;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.good() || file.eof()) {
    if (!text.empty()) return text;
  }
  return absl::NotFoundError(absl::StrCat("cannot read ", path));
}

// The head in the checkpoint that the flags name; none when they name none.
absl::StatusOr<std::vector<KnownHead>> HeadsKnown(
    const MaintenanceOptions& options) {
  if (options.checkpoint.empty()) return std::vector<KnownHead>();
  ASSIGN_OR_RETURN(const auto key,
                   eventstore::NoteVerifier::Parse(options.key));
  ASSIGN_OR_RETURN(const std::string note, ReadFile(options.checkpoint));
  ASSIGN_OR_RETURN(
      const auto checkpoint,
      eventstore::OpenCheckpoint(note, {.origin = key.name(), .keys = {key}}));
  return std::vector<KnownHead>{
      {.kind = eventstore::LogProblemKind::kCheckpointDisagrees,
       .source = "the checkpoint",
       .head = {checkpoint.size, checkpoint.root}}};
}

bool IsInUse(const absl::Status& status) {
  return base::ReasonOf(status) == "LOG_IN_USE";
}

// What a running server is asked instead.
absl::Status Served(const std::string& log, absl::string_view command) {
  return absl::FailedPreconditionError(
      absl::StrCat(log, " is being served: ask the server with `actionplan ",
                   command, "`, or stop it"));
}

class Maintenance {
 public:
  Maintenance(const MaintenanceOptions& options, const base::Clock& clock,
              const Console& console)
      : options_(options),
        console_(console),
        log_(options.data + "/log"),
        clock_(clock) {}

  Outcome Run();

 private:
  Outcome BackUp();
  Outcome List();
  Outcome Restore();
  Outcome Verify();
  Outcome Recover();
  Outcome Rewrite(const eventstore::LogExamination& found);
  Outcome Rebuild(const eventstore::LogExamination& found);

  void Say(const std::string& line) const {
    std::fputs(absl::StrCat(line, "\n").c_str(), console_.out);
  }
  absl::StatusOr<eventstore::LogExamination> Examine();
  void Tell(const LogVerification& verification) const;
  void TellBackup(const LogBackup& backup) const;
  void TellRestored(const eventstore::RestoredLog& restored) const;
  void TellRemedy(const eventstore::LogExamination& found) const;

  const MaintenanceOptions& options_;
  const Console console_;
  const std::string log_;
  const base::Clock& clock_;
};

Outcome Maintenance::Run() {
  switch (options_.task) {
    case Task::kBackup:
      return BackUp();
    case Task::kRestore:
      return options_.list ? List() : Restore();
    case Task::kVerify:
      return Verify();
    case Task::kRecover:
      return Recover();
  }
  return kFlagsWrong;
}

void Maintenance::TellBackup(const LogBackup& backup) const {
  const std::string made = absl::FormatTime(
      "%Y-%m-%dT%H:%M:%SZ", backup.create_time, absl::UTCTimeZone());
  if (!backup.usable.ok()) {
    return Say(std::string(backup.usable.message()));
  }
  Say(absl::StrCat("backup ", backup.number, " of ", made, ": ",
                   backup.mark.tree_size, " events, ", backup.bytes,
                   " bytes, log ", backup.mark.log_id, " of epoch ",
                   backup.mark.epoch));
}

Outcome Maintenance::BackUp() {
  if (!eventstore::HasLog(log_)) return eventstore::NoLog(log_);
  absl::StatusOr<std::unique_ptr<eventstore::LogStore>> store =
      eventstore::LogStore::Open({.path = log_});
  if (IsInUse(store.status())) return Served(log_, "backup create");
  RETURN_IF_ERROR(store.status());
  ASSIGN_OR_RETURN(const auto backups,
                   eventstore::LogBackups::Open(options_.to));
  LogBackup backup;
  {
    ProgressLine progress(clock_, console_.err, console_.kind);
    ASSIGN_OR_RETURN(
        backup,
        backups->Create(**store, [&](const eventstore::CopyProgress& copied) {
          progress.Show("copied", {copied.done, copied.total}, "bytes");
          return true;
        }));
  }
  TellBackup(backup);
  Say("It was read again and is what the log is. Try it elsewhere: "
      "actionplan-server restore --drill");
  Say("Neither the views nor the key that signs checkpoints are in it: keep "
      "the key apart.");
  return kGood;
}

Outcome Maintenance::List() {
  ASSIGN_OR_RETURN(const auto backups,
                   eventstore::LogBackups::List(options_.from));
  bool all_usable = true;
  for (const LogBackup& backup : backups) {
    TellBackup(backup);
    all_usable = all_usable && backup.usable.ok();
  }
  if (backups.empty()) Say("there are no backups");
  return all_usable ? kGood : kProblemsFound;
}

void Maintenance::Tell(const LogVerification& verification) const {
  const auto& [size, root] = verification.head;
  Say(absl::StrCat("log ", verification.log_id, " of epoch ",
                   verification.epoch, ": ", size, " events, root ",
                   eventstore::EncodeBase64(eventstore::BytesOf({&root, 1}))));
  for (const auto& problem : verification.problems) {
    Say(absl::StrCat(
        "  ", eventstore::NameOf(problem.kind),
        problem.position > 0 ? absl::StrCat(" at position ", problem.position)
                             : "",
        ": ", problem.what,
        problem.count > 1 ? absl::StrCat(" (", problem.count, " in all)")
                          : ""));
  }
  if (!verification.problems.empty()) {
    return Say(
        absl::StrCat("Something is wrong. The events are good up to "
                     "position ",
                     verification.last_good, "."));
  }
  Say("Nothing is wrong: every event is there, and the one that was recorded.");
  Say(options_.checkpoint.empty()
          ? "It was not matched with a signed checkpoint: --checkpoint, --key."
          : absl::StrCat("It agrees with the checkpoint ", options_.checkpoint,
                         "."));
}

void Maintenance::TellRestored(const eventstore::RestoredLog& restored) const {
  if (!restored.in_place) {
    return Say("The backup is good. Nothing of the drill was kept.");
  }
  Say(absl::StrCat("It was restored to ", log_, " in epoch ", restored.epoch,
                   ", with its mark."));
  if (options_.accept_loss_after.has_value()) {
    Say(absl::StrCat("What was acknowledged after position ",
                     restored.verification.head.size, " is given up."));
  } else if (!restored.had_mark) {
    Say("There was no mark of the log: if the log that was backed up is still "
        "there, only one of the two may be used from now on.");
  }
  Say("Put the key that signs checkpoints back too: it is not in a backup.");
}

Outcome Maintenance::Restore() {
  ASSIGN_OR_RETURN(std::vector<KnownHead> known, HeadsKnown(options_));
  const eventstore::RestoreRequest request = {
      .backups = options_.from,
      .number = options_.backup,
      .log = log_,
      .accept_loss_after = options_.accept_loss_after,
      .known = std::move(known)};
  const auto restore =
      options_.drill ? eventstore::TryRestore : eventstore::RestoreLog;
  absl::StatusOr<eventstore::RestoredLog> restored;
  {
    ProgressLine progress(clock_, console_.err, console_.kind);
    restored = restore(request, [&](Position done, Position total) {
      progress.Show("verified", {done, total}, "events");
      return true;
    });
  }
  RETURN_IF_ERROR(restored.status());
  TellBackup(restored->backup);
  Tell(restored->verification);
  if (!restored->verification.problems.empty()) {
    Say("The backup was not restored.");
    return kProblemsFound;
  }
  TellRestored(*restored);
  return kGood;
}

absl::StatusOr<eventstore::LogExamination> Maintenance::Examine() {
  ASSIGN_OR_RETURN(std::vector<KnownHead> known, HeadsKnown(options_));
  ProgressLine progress(clock_, console_.err, console_.kind);
  absl::StatusOr<eventstore::LogExamination> found = eventstore::ExamineLog(
      log_, std::move(known), [&](Position done, Position total) {
        progress.Show("verified", {done, total}, "events");
        return true;
      });
  if (IsInUse(found.status())) return Served(log_, "log verify");
  return found;
}

Outcome Maintenance::Verify() {
  ASSIGN_OR_RETURN(const auto found, Examine());
  Tell(found.verification);
  return found.verification.problems.empty() ? kGood : kProblemsFound;
}

void Maintenance::TellRemedy(const eventstore::LogExamination& found) const {
  const Position last_good = found.verification.last_good;
  switch (RemedyOf(found)) {
    case Remedy::kNone:
      return Say("There is nothing to recover.");
    case Remedy::kRewriteMark:
      return Say("The log is whole; write its mark anew with --rewrite-mark.");
    case Remedy::kRebuild:
      Say("Restore a backup: actionplan-server restore --help.");
      return Say(absl::StrCat(
          "Or, when there is none that has more, give up what comes after the "
          "good events and save them elsewhere: --to=FOLDER "
          "--accept-loss-after=",
          last_good));
    case Remedy::kRestore:
      return Say("Restore a backup: actionplan-server restore --help.");
  }
}

Outcome Maintenance::Rewrite(const eventstore::LogExamination& found) {
  ASSIGN_OR_RETURN(const auto mark, eventstore::RewriteMark(log_, found));
  Say(absl::StrCat("The mark was written anew at position ", mark.tree_size,
                   " of epoch ", mark.epoch, "."));
  return kGood;
}

Outcome Maintenance::Rebuild(const eventstore::LogExamination& found) {
  const std::string to = options_.to + "/log";
  absl::StatusOr<eventstore::Mark> mark;
  {
    ProgressLine progress(clock_, console_.err, console_.kind);
    mark = eventstore::RebuildLog(
        {.from = log_,
         .to = to,
         .accept_loss_after = *options_.accept_loss_after},
        found, [&](Position done, Position total) {
          progress.Show("saved", {done, total}, "events");
          return true;
        });
  }
  RETURN_IF_ERROR(mark.status());
  Say(absl::StrCat("Events 1 to ", mark->tree_size, " were saved to ", to,
                   " in epoch ", mark->epoch, "; what came after is given up. ",
                   log_, " is as it was: keep it for an inquiry."));
  return kGood;
}

Outcome Maintenance::Recover() {
  ASSIGN_OR_RETURN(const auto found, Examine());
  Tell(found.verification);
  if (options_.rewrite_mark) return Rewrite(found);
  if (options_.accept_loss_after.has_value()) return Rebuild(found);
  TellRemedy(found);
  return found.verification.problems.empty() ? kGood : kProblemsFound;
}

}  // namespace

int Maintain(const MaintenanceOptions& options, const base::Clock& clock,
             const Console& console) {
  const Outcome outcome = Maintenance(options, clock, console).Run();
  if (outcome.ok()) return *outcome;
  std::fputs(
      absl::StrCat("actionplan-server: ", outcome.status().message(), "\n")
          .c_str(),
      console.err);
  return kRefused;
}

int RunMaintenance(Task task, absl::Span<const char* const> arguments,
                   const Console& console) {
  const absl::StatusOr<MaintenanceOptions> options =
      ParseMaintenanceOptions(task, arguments);
  if (!options.ok()) {
    std::fputs(
        absl::StrCat("actionplan-server: ", options.status().message(), "\n")
            .c_str(),
        console.err);
    return kFlagsWrong;
  }
  if (options->help) {
    std::fputs(MaintenanceHelp(task).c_str(), console.out);
    return kGood;
  }
  return Maintain(*options, base::SystemClock(), console);
}

}  // namespace actionplan::server

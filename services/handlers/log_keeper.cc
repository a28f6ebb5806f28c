#include "services/handlers/log_keeper.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "eventstore/base/status.h"
#include "eventstore/merkle/base64.h"
#include "eventstore/rocksdb/log_backup.h"
#include "eventstore/rocksdb/log_verification.h"
#include "projections/resources/instant.h"
#include "services/rpc/wire_text.h"

namespace actionplan::handlers {
namespace {

absl::Status NotConfigured() {
  return base::Error({.code = absl::StatusCode::kFailedPrecondition,
                      .reason = "BACKUPS_NOT_CONFIGURED",
                      .message =
                          "the server has no folder for backups: start it with "
                          "--backups=FOLDER"});
}

absl::Status NotOnDisk() {
  return base::Error({.code = absl::StatusCode::kFailedPrecondition,
                      .reason = "LOG_NOT_ON_DISK",
                      .message = "this server keeps its log in memory"});
}

absl::Status Stopping() {
  return base::Error({.code = absl::StatusCode::kUnavailable,
                      .reason = "SERVER_STOPPING",
                      .message = "the server is stopping; ask again later"});
}

std::string TextOf(const eventstore::MerkleHash& hash) {
  return eventstore::EncodeBase64(eventstore::BytesOf({&hash, 1}));
}

v1::Backup ToProto(const eventstore::LogBackup& backup) {
  v1::Backup proto;
  proto.set_name(absl::StrCat("backups/", backup.number));
  *proto.mutable_create_time() = resources::ToTimestamp(backup.create_time);
  proto.set_size_bytes(static_cast<int64_t>(backup.bytes));
  if (!backup.usable.ok()) {
    proto.set_state(v1::Backup::DAMAGED);
    proto.set_failure(std::string(backup.usable.message()));
    return proto;
  }
  proto.set_state(v1::Backup::USABLE);
  proto.set_head_position(static_cast<int64_t>(backup.mark.tree_size));
  proto.set_root_hash(TextOf(backup.mark.root));
  proto.set_log_id(backup.mark.log_id);
  proto.set_epoch(static_cast<int64_t>(backup.mark.epoch));
  return proto;
}

v1::LogVerification ToProto(const eventstore::LogVerification& found) {
  v1::LogVerification proto;
  proto.set_state(found.problems.empty() ? v1::LogVerification::WHOLE
                                         : v1::LogVerification::DAMAGED);
  proto.set_log_id(found.log_id);
  proto.set_verified_events(static_cast<int64_t>(found.head.size));
  proto.set_total_events(static_cast<int64_t>(found.head.size));
  proto.set_root_hash(TextOf(found.head.root));
  for (const eventstore::LogProblem& problem : found.problems) {
    v1::LogProblem& listed = *proto.add_problems();
    listed.set_kind(std::string(eventstore::NameOf(problem.kind)));
    listed.set_position(static_cast<int64_t>(problem.position));
    listed.set_count(static_cast<int64_t>(problem.count));
    listed.set_description(problem.what);
  }
  return proto;
}

v1::Backup Creating(const eventstore::CopyProgress& progress) {
  v1::Backup proto;
  proto.set_state(v1::Backup::CREATING);
  if (progress.total == 0) return proto;
  proto.set_copied_percent(
      static_cast<int32_t>(progress.done * 100 / progress.total));
  return proto;
}

v1::LogVerification Running(eventstore::Position done,
                            eventstore::Position total) {
  v1::LogVerification proto;
  proto.set_state(v1::LogVerification::RUNNING);
  proto.set_verified_events(static_cast<int64_t>(done));
  proto.set_total_events(static_cast<int64_t>(total));
  return proto;
}

// Binds a method whose answer comes when the keeper has it.
template <typename Request, typename Answer>
void Bind(rpc::RawService& service, absl::string_view method, LogKeeper* keeper,
          void (LogKeeper::*ask)(absl::Time,
                                 typename JoinedWork<Answer>::Done)) {
  service.Bind(method, [keeper, ask](const rpc::UnaryCallPointer& call,
                                     const grpc::ByteBuffer& bytes) {
    Request request;
    absl::Status usable = rpc::ParseMessage(rpc::Flatten(bytes), request);
    if (usable.ok() && keeper == nullptr) usable = NotOnDisk();
    if (!usable.ok()) return call->Finish(usable);
    (keeper->*ask)(call->deadline(), [call](absl::StatusOr<Answer> answer) {
      if (!answer.ok()) return call->Finish(answer.status());
      call->Finish(*answer);
    });
  });
}

}  // namespace

LogKeeper::LogKeeper(const eventstore::LogStore& log, std::string backups,
                     const base::Clock& clock)
    : log_(log), backups_(std::move(backups)), clock_(clock) {}

void LogKeeper::CreateBackup(absl::Time deadline,
                             JoinedWork<v1::Backup>::Done done) {
  if (backups_.empty()) return done(NotConfigured());
  if (!backing_up_.Join(deadline, Creating({}), std::move(done))) return;
  const bool begun =
      thread_.Post([this] { backing_up_.Finish(clock_.Now(), MakeBackup()); });
  if (!begun) backing_up_.Finish(clock_.Now(), Stopping());
}

absl::StatusOr<v1::Backup> LogKeeper::MakeBackup() {
  ASSIGN_OR_RETURN(const auto backups, eventstore::LogBackups::Open(backups_));
  ASSIGN_OR_RETURN(
      const eventstore::LogBackup backup,
      backups->Create(log_, [this](const eventstore::CopyProgress& progress) {
        backing_up_.Report(clock_.Now(), Creating(progress));
        return !stopping_;
      }));
  return ToProto(backup);
}

absl::StatusOr<v1::ListBackupsResponse> LogKeeper::ListBackups() const {
  if (backups_.empty()) return NotConfigured();
  v1::ListBackupsResponse response;
  const auto backups = eventstore::LogBackups::List(backups_);
  // Nobody has made one yet.
  if (absl::IsNotFound(backups.status())) return response;
  RETURN_IF_ERROR(backups.status());
  for (const auto& backup : *backups) {
    *response.add_backups() = ToProto(backup);
  }
  return response;
}

void LogKeeper::VerifyLog(absl::Time deadline,
                          JoinedWork<v1::LogVerification>::Done done) {
  if (!verifying_.Join(deadline, Running(0, log_.head().Get()),
                       std::move(done))) {
    return;
  }
  const bool begun =
      thread_.Post([this] { verifying_.Finish(clock_.Now(), Verify()); });
  if (!begun) verifying_.Finish(clock_.Now(), Stopping());
}

absl::StatusOr<v1::LogVerification> LogKeeper::Verify() {
  // What was acknowledged before the reading began is there.
  const eventstore::KnownHead acknowledged = {
      .kind = eventstore::LogProblemKind::kMarkDisagrees,
      .source = "its mark",
      .head = log_.tree_head()};
  const auto found = eventstore::VerifyLog(
      log_.database(), {acknowledged},
      [this](eventstore::Position done, eventstore::Position total) {
        verifying_.Report(clock_.Now(), Running(done, total));
        return !stopping_;
      });
  if (absl::IsCancelled(found.status())) return Stopping();
  RETURN_IF_ERROR(found.status());
  return ToProto(*found);
}

void LogKeeper::Stop() {
  stopping_ = true;
  thread_.Drain();
}

void BindLogKeeping(LogKeeper* keeper, rpc::RawService& service) {
  Bind<v1::CreateBackupRequest, v1::Backup>(service, "CreateBackup", keeper,
                                            &LogKeeper::CreateBackup);
  Bind<v1::VerifyLogRequest, v1::LogVerification>(service, "VerifyLog", keeper,
                                                  &LogKeeper::VerifyLog);
}

}  // namespace actionplan::handlers

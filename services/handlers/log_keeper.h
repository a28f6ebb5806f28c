// Backs up and verifies the log that is being served.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_LOG_KEEPER_H_
#define ACTIONPLAN_SERVICES_HANDLERS_LOG_KEEPER_H_

#include <atomic>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "actionplan/v1/admin_service.pb.h"
#include "actionplan/v1/backup.pb.h"
#include "actionplan/v1/log_verification.pb.h"
#include "eventstore/base/clock.h"
#include "eventstore/base/thread_pool.h"
#include "eventstore/rocksdb/log_store.h"
#include "services/handlers/joined_work.h"
#include "services/rpc/raw_service.h"

namespace actionplan::handlers {

// One thread does the work, one after the other. Thread-safe.
class LogKeeper {
 public:
  // Backups go to the folder `backups`; there are none when it is empty. Log
  // and clock outlive the keeper.
  LogKeeper(const eventstore::LogStore& log, std::string backups,
            const base::Clock& clock);
  ~LogKeeper() { Stop(); }

  // FAILED_PRECONDITION (BACKUPS_NOT_CONFIGURED), and as LogBackups.
  void CreateBackup(absl::Time deadline, JoinedWork<v1::Backup>::Done done);
  absl::StatusOr<v1::ListBackupsResponse> ListBackups() const;

  void VerifyLog(absl::Time deadline,
                 JoinedWork<v1::LogVerification>::Done done);

  // Ends the work under way and the thread. Nothing is begun any more.
  void Stop();

 private:
  absl::StatusOr<v1::Backup> MakeBackup();
  absl::StatusOr<v1::LogVerification> Verify();

  const eventstore::LogStore& log_;
  const std::string backups_;
  const base::Clock& clock_;
  std::atomic<bool> stopping_ = false;
  JoinedWork<v1::Backup> backing_up_;
  JoinedWork<v1::LogVerification> verifying_;
  base::ThreadPool thread_{1, 2};  // Last: it uses all of the above.
};

// Binds the methods that the keeper answers. Without a keeper they answer
// FAILED_PRECONDITION (LOG_NOT_ON_DISK).
void BindLogKeeping(LogKeeper* keeper, rpc::RawService& service);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_LOG_KEEPER_H_

// What a scan of an export proves.
#ifndef ACTIONPLAN_SERVICES_VERIFY_EXPORT_VERDICT_H_
#define ACTIONPLAN_SERVICES_VERIFY_EXPORT_VERDICT_H_

#include <optional>

#include "eventstore/merkle/checkpoint.h"
#include "services/verify/answer.h"
#include "services/verify/export_scan.h"

namespace actionplan::verify {

// Proven: every leaf was there, every event in view hashes to the hash kept at
// its place and follows the one before, the kept hashes lead to the root that
// a trusted key has signed, and their beginning to the witnessed root. The
// scan's `beginning` is that of as many leaves as were witnessed.
Answer JudgeExport(const ExportScan& scan,
                   const eventstore::CheckpointTrust& trust,
                   const std::optional<eventstore::Checkpoint>& witnessed);

}  // namespace actionplan::verify

#endif  // ACTIONPLAN_SERVICES_VERIFY_EXPORT_VERDICT_H_

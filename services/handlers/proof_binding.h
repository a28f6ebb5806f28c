// The methods of AuditTrailService that prove what the log holds.
#ifndef ACTIONPLAN_SERVICES_HANDLERS_PROOF_BINDING_H_
#define ACTIONPLAN_SERVICES_HANDLERS_PROOF_BINDING_H_

#include "services/handlers/services.h"
#include "services/rpc/raw_service.h"

namespace actionplan::handlers {

// Binds GetCheckpoint, GetInclusionProof, GetConsistencyProof and ExportLog.
void BindProofs(const Ports& ports, rpc::RawService& service);

}  // namespace actionplan::handlers

#endif  // ACTIONPLAN_SERVICES_HANDLERS_PROOF_BINDING_H_

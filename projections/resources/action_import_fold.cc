#include "projections/resources/action_import_fold.h"

#include "projections/resources/fold.h"

namespace actionplan::resources {
namespace {

v1::ImportedRow RowOf(const events::v1::ImportedRow& fact) {
  const events::v1::ActionDetails& details = fact.details();
  v1::ImportedRow row;
  row.set_title(details.title());
  row.set_description(ClearText(details.description()));
  row.set_intended_outcome(ClearText(details.intended_outcome()));
  row.set_success_measure(ClearText(details.success_measure()));
  row.set_lead_agency(fact.lead_agency());
  *row.mutable_supporting_agencies() = details.supporting_agencies();
  row.set_owner_role(fact.owner_role());
  row.set_priority(ClearText(fact.priority()));
  row.set_due(ClearText(fact.due()));
  row.set_state(ClearText(fact.state()));
  row.set_rating(ClearText(fact.rating()));
  row.set_progress(ClearText(fact.progress()));
  row.set_completion(ClearText(fact.completion()));
  row.set_evidence(ClearText(fact.evidence()));
  row.set_milestones(ClearText(fact.milestones()));
  row.set_recommendation(ClearText(fact.recommendation()));
  row.set_scope(ClearText(fact.scope()));
  return row;
}

}  // namespace

v1::ActionImport ImportOf(const events::v1::EventContext& context,
                          const events::v1::ActionImported& fact) {
  v1::ActionImport imported;
  imported.set_plan(fact.plan());
  imported.set_key(fact.key());
  imported.set_sheet(fact.sheet());
  imported.set_row_number(fact.row_number());
  *imported.mutable_row() = RowOf(fact.row());
  imported.set_standing(v1::ActionImport::CLAIMED_NOT_VERIFIED);
  *imported.mutable_occur_time() = OccurTime(context);
  imported.set_importer(context.actor());
  return imported;
}

}  // namespace actionplan::resources

#include <string>

#include "tests/services/handlers/request_shape.h"

namespace actionplan::handlers {
namespace {

Shape Create() {
  return {.method = "CreateAgency",
          .good = R"pb(
            parent: 'boards/ncc'
            agency {
              title: 'Health'
              type: HEALTH
              contact_role: 'Head'
              organization: 'nhs-trust'
            })pb",
          .must = {"parent", "agency.title", "agency.type"},
          .names = {"parent"},
          .texts = {{"agency.title", 200}, {"agency.contact_role", 200}},
          .enums = {"agency.type"},
          .wrong = {{"agency { organization: 'NHS' }", "agency.organization",
                     "ID_MALFORMED"}}};
}

Shape Update() {
  return {.method = "UpdateAgency",
          .good = R"pb(
            agency {
              name: 'boards/ncc/agencies/health'
              etag: '"7"'
              title: 'Health'
              type: HEALTH
              contact_role: 'Head'
            }
            update_mask { paths: 'title' paths: 'type' paths: 'contact_role' }
          )pb",
          .must = {"agency.name", "agency.title", "agency.type", "update_mask"},
          .names = {"agency.name"},
          .texts = {{"agency.title", 200}, {"agency.contact_role", 200}},
          .enums = {"agency.type"},
          .wrong = {{"agency { etag: '7' }", "agency.etag", "ETAG_MALFORMED"},
                    {"update_mask { paths: 'organization' }",
                     "update_mask.paths[3]", "PATH_UNKNOWN"}}};
}

// What the mask does not name is not read, whatever it says.
Shape UpdateOne() {
  return {
      .method = "UpdateAgency",
      .good =
          "agency { name: 'boards/ncc/agencies/health' type: 77 title: "
          "'" +
          std::string(201, 'x') +
          "' contact_role: 'Head' } update_mask { paths: "
          "'contact_role' }",
      .texts = {{"agency.contact_role", 200}},
      .wrong = {
          {"update_mask { paths: 'title' }", "agency.title", "TEXT_TOO_LONG"},
          {"update_mask { paths: 'type' }", "agency.type", "VALUE_UNKNOWN"}}};
}

TEST_F(RequestShapeTest, AgencyServiceNamesEveryWrongField) {
  ExpectShapes(
      "AgencyService",
      {Create(),
       Update(),
       UpdateOne(),
       {.method = "DeactivateAgency",
        .good = "name: 'boards/ncc/agencies/health' etag: '\"7\"' reason: 'R'",
        .must = {"name", "reason"},
        .names = {"name"},
        .texts = {{"reason", 2000}}},
       {.method = "GetAgency",
        .good = "name: 'boards/ncc/agencies/health'",
        .must = {"name"},
        .names = {"name"}},
       {.method = "ListAgencies",
        .good = "parent: 'boards/ncc'",
        .must = {"parent"},
        .names = {"parent"}}});
}

}  // namespace
}  // namespace actionplan::handlers

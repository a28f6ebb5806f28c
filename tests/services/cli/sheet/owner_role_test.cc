#include "services/cli/sheet/owner_role.h"

#include "gtest/gtest.h"

namespace actionplan::sheet {
namespace {

TEST(LooksLikePersonTest, FindsNamesOfPeople) {
  for (const char* text : {"Jane Smith",
                           "J. Smith",
                           "J Smith",
                           "J.K. Smith",
                           "Smith, J",
                           "Smith, Jane",
                           "Dr Patel",
                           "Dr. Jane Patel",
                           "Mrs Smith",
                           "Cllr A Jones",
                           "Mary Jane Smith",
                           "Jane Smith-Jones",
                           "Jane O'Neill",
                           "Zoë Ångström",
                           "Jane Smith (Head of Service)",
                           "Jane Smith, Head of Service",
                           "Jane Smith / Police lead",
                           "Jane Smith and Tom Brown",
                           "Head of Service - Jane Smith",
                           "jane.smith@example.org"}) {
    EXPECT_TRUE(LooksLikePerson(text)) << text;
  }
}

TEST(LooksLikePersonTest, LeavesRolesAlone) {
  for (const char* text : {"",
                           "Head of Service",
                           "Head of Housing Options",
                           "Named Nurse",
                           "Designated Nurse",
                           "Detective Superintendent",
                           "Board Manager",
                           "QA Sub-Group",
                           "QA sub group chair",
                           "LSCB",
                           "DSL",
                           "CCG GPs",
                           "Strategic Lead",
                           "Principal Social Worker",
                           "Police",
                           "Chief Executive",
                           "all",
                           "All agencies",
                           "Director of Children's "
                           "Services",
                           "Training and Development Officer",
                           "Head teacher",
                           "Virtual School Head",
                           "head of service"}) {
    EXPECT_FALSE(LooksLikePerson(text)) << text;
  }
}

}  // namespace
}  // namespace actionplan::sheet

#include "services/commands/resource_cache.h"

#include <map>
#include <memory>
#include <string>

#include "eventstore/memory/memory_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/projections/log_writer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/text_proto.h"

namespace actionplan::commands {
namespace {

constexpr char kA[] = "boards/ncc/agencies/aa";
constexpr char kB[] = "boards/ncc/agencies/bb";
constexpr char kC[] = "boards/ncc/agencies/cc";

class ResourceCacheTest : public testing::Test {
 protected:
  // Tells the agency's title, which the log changes behind the cache's back.
  void Rename(const std::string& name, const std::string& title) {
    writer_.Append(name,
                   support::FromText<events::v1::Event>(
                       "agency { agency_renamed { title: '" + title + "' } }"));
  }

  std::string TitleOf(ResourceCache& cache, const std::string& name) {
    const auto found = cache.Load(name);
    EXPECT_OK(found);
    return std::get<v1::Agency>(**found).title();
  }

  eventstore::MemoryStore log_;
  projections::LogWriter writer_{log_};
};

TEST_F(ResourceCacheTest, FoldsTheStreamThatItDoesNotHold) {
  Rename(kA, "One");
  Rename(kA, "Two");
  ResourceCache cache(log_, 2);
  EXPECT_EQ(TitleOf(cache, kA), "Two");
}

TEST_F(ResourceCacheTest, ReadsAStreamOnce) {
  Rename(kA, "One");
  ResourceCache cache(log_, 2);
  EXPECT_EQ(TitleOf(cache, kA), "One");
  Rename(kA, "Two");
  EXPECT_EQ(TitleOf(cache, kA), "One");
}

TEST_F(ResourceCacheTest, DropsTheResourceThatWasNotUsedForLongest) {
  Rename(kA, "One");
  Rename(kB, "One");
  ResourceCache cache(log_, 2);
  TitleOf(cache, kA);
  TitleOf(cache, kB);
  TitleOf(cache, kA);
  TitleOf(cache, kC);  // Takes the place of kB.
  Rename(kA, "Two");
  Rename(kB, "Two");
  EXPECT_EQ(TitleOf(cache, kA), "One");
  EXPECT_EQ(TitleOf(cache, kB), "Two");
}

TEST_F(ResourceCacheTest, CountsStoringAsUse) {
  ResourceCache cache(log_, 2);
  TitleOf(cache, kA);
  TitleOf(cache, kB);
  v1::Agency stored;
  stored.set_title("Stored");
  cache.Store(kA, std::make_shared<const resources::Resource>(stored));
  TitleOf(cache, kC);
  EXPECT_EQ(TitleOf(cache, kA), "Stored");
}

TEST_F(ResourceCacheTest, ReadsTheLogAgainForWhatItHasForgotten) {
  Rename(kA, "One");
  ResourceCache cache(log_, 2);
  v1::Agency stored;
  stored.set_title("Stored");
  cache.Store(kA, std::make_shared<const resources::Resource>(stored));
  EXPECT_EQ(TitleOf(cache, kA), "Stored");
  cache.Forget(kA);
  EXPECT_EQ(TitleOf(cache, kA), "One");
  cache.Forget(kB);  // Which it never held.
}

TEST_F(ResourceCacheTest, HoldsAResourceWithoutANameForAnEmptyStream) {
  ResourceCache cache(log_, 2);
  ASSERT_OK_AND_ASSIGN(const auto absent, cache.Load(kA));
  EXPECT_EQ(std::get<v1::Agency>(*absent).name(), "");
}

TEST_F(ResourceCacheTest, RefusesANameThatIsNoResources) {
  ResourceCache cache(log_, 2);
  EXPECT_THAT(cache.Load("boards/ncc/nonsense/a"),
              support::FailsWith("NOT_A_RESOURCE_NAME"));
}

TEST_F(ResourceCacheTest, FoldsUpToARevision) {
  Rename(kA, "One");
  Rename(kA, "Two");
  ASSERT_OK_AND_ASSIGN(const auto first, FoldStream(log_, kA, 1));
  EXPECT_EQ(std::get<v1::Agency>(*first).title(), "One");
  EXPECT_EQ(std::get<v1::Agency>(*first).etag(), "\"1\"");
}

TEST_F(ResourceCacheTest, DoesNotHoldAStreamThatCannotBeRead) {
  Rename(kA, "One");
  writer_.AppendRaw(kA, {.type = "AgencyAbolished"}, {});
  ResourceCache cache(log_, 2);
  EXPECT_THAT(cache.Load(kA), support::FailsWith("FACT_UNKNOWN"));
  EXPECT_THAT(cache.Load(kA), support::FailsWith("FACT_UNKNOWN"));
}

}  // namespace
}  // namespace actionplan::commands

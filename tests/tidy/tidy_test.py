#!/usr/bin/env python3
"""Plants a breach of each rule and expects the rule to see it."""
import pathlib
import shutil
import tempfile
import unittest

import layers
import shape
import tidy
from tree import Tree

CLEAN_HEADER = """\
// A type of the log.
#ifndef ACTIONPLAN_{0}_
#define ACTIONPLAN_{0}_
#endif  // ACTIONPLAN_{0}_
"""


class TidyTest(unittest.TestCase):

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)

    def plant(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def found(self, rule):
        return [str(problem) for problem in rule(Tree(self.root))]

    def assert_finds(self, rule, *expected):
        found = self.found(rule)
        self.assertEqual(len(expected), len(found), found)
        for words, problem in zip(expected, found):
            self.assertIn(words, problem)

    def assert_clean(self, rule):
        self.assertEqual([], self.found(rule))


class LayersTest(TidyTest):

    def test_a_lower_layer_cannot_include_a_higher_one(self):
        self.plant("eventstore/log.cc", '#include "projections/view.h"\n')
        self.assert_finds(layers.includes,
                          "log.cc:1: eventstore may not include projections/")

    def test_the_domain_cannot_include_the_store(self):
        self.plant("services/domain/action.cc",
                   '#include "eventstore/event_store.h"\n'
                   '#include "eventstore/base/status.h"\n'
                   '#include "actionplan/v1/action.pb.h"\n')
        self.assert_finds(layers.includes, "may not include eventstore/event_s")

    def test_the_command_line_sees_only_the_public_api(self):
        self.plant("services/cli/main.cc",
                   '#include "services/client/client.h"\n'
                   '#include "services/queries/overdue.h"\n')
        self.assert_finds(layers.includes, "may not include services/queries")

    def test_product_code_cannot_include_a_test(self):
        self.plant("services/server/main.cc", '#include "tests/support/a.h"\n')
        self.assert_finds(layers.includes, "may not include tests/")

    def test_a_folder_outside_the_table_is_told(self):
        self.plant("services/reports/report.cc", "int x;\n")
        self.assert_finds(layers.includes, "is in no layer")

    def test_an_include_in_a_comment_is_no_include(self):
        self.plant("eventstore/log.cc", '// #include "projections/view.h"\n')
        self.assert_clean(layers.includes)

    def test_a_library_cannot_link_a_higher_one(self):
        self.plant("eventstore/CMakeLists.txt",
                   "actionplan_library(eventstore SOURCES log.cc\n"
                   "  LINKS actionplan_base actionplan_projections)\n"
                   "actionplan_library(base SOURCES base/clock.cc)\n")
        self.plant("projections/CMakeLists.txt",
                   "actionplan_library(projections SOURCES projector.cc\n"
                   "  LINKS actionplan_eventstore)\n")
        self.assert_finds(layers.links, "actionplan_eventstore may not link")

    def test_what_has_one_owner_is_found_elsewhere(self):
        for statement in ("#include <rocksdb/db.h>", "#include <grpcpp/x.h>",
                          "auto now = absl::Now();", "std::mutex mutex_;",
                          "static_cast<grpc::StatusCode>(code)",
                          "absl::Mutex mutex_;", "throw 1;"):
            with self.subTest(statement):
                self.plant("projections/view.cc", statement + "\n")
                self.assert_finds(layers.owners, "belongs in")

    def test_the_owners_themselves_may(self):
        self.plant("eventstore/rocksdb/store.cc", "#include <rocksdb/db.h>\n")
        self.plant("services/rpc/call.cc", "#include <grpcpp/grpcpp.h>\n")
        self.plant("eventstore/base/clock.cc", "return absl::Now();\n")
        self.plant("eventstore/base/mutex.h", "std::mutex mutex_;\n")
        self.assert_clean(layers.owners)

    def test_a_domain_word_in_the_event_store_is_found(self):
        for word in ("// one action", "int agency_count;", "FindingRow row;"):
            with self.subTest(word):
                self.plant("eventstore/log.h", word + "\n")
                self.assert_finds(layers.domain_words, "a word of the domain")

    def test_a_transaction_of_actionplan_is_no_domain_word(self):
        self.plant("eventstore/log.h",
                   "namespace actionplan { class Transaction; }\n")
        self.assert_clean(layers.domain_words)


class ShapeTest(TidyTest):

    def test_a_long_file_is_found(self):
        self.plant("services/a.cc", "int x;\n" * 501)
        self.assert_finds(shape.file_size, "has 501 lines, 500 at most")

    def test_a_file_at_the_limit_is_clean(self):
        self.plant("services/a.cc", "int x;\n" * 500)
        self.assert_clean(shape.file_size)

    def test_a_long_function_is_found_in_a_class_in_a_namespace(self):
        body = "  x();  // } is not a brace\n" * 69
        self.plant("services/a.cc", "namespace n {\nclass C : public B {\n"
                   "  void F(int a)\n      const {\n" + body + "  }\n};\n}\n")
        self.assert_finds(shape.function_size, "a.cc:3: 'void F(int a) const'"
                                               " has 72 lines")

    def test_many_short_functions_are_clean(self):
        self.plant("services/a.cc", "int F() {\n  return '{';\n}\n" * 100)
        self.assert_clean(shape.function_size)

    def test_a_function_after_a_macro_and_a_table_is_measured(self):
        self.plant("services/a.cc", "#define F(x) do { x; \\\n } while (0)\n"
                   "constexpr int kTable[] = {1, 2};\n"
                   "TEST(A, B) {\n" + "  x();\n" * 70 + "}\n")
        self.assert_finds(shape.function_size, "'TEST(A, B)' has 72 lines")

    def test_a_ninth_file_in_base_is_found(self):
        for number in range(9):
            self.plant(f"eventstore/base/f{number}.h", "")
        self.assert_finds(shape.base_size, "has 9 files")

    def test_names_that_name_nothing_are_found(self):
        for path in ("services/cli/string_util.cc", "tests/helpers/a.cc",
                     "services/common/a.h", "eventstore/store_impl.h",
                     "deploy/misc.sh", "services/queue_manager.cc"):
            with self.subTest(path):
                self.plant(path, "")
                self.assert_finds(shape.names, "names nothing")
                (self.root / path).unlink()

    def test_an_implicit_name_is_clean(self):
        self.plant("services/implied_utility.cc", "")
        self.assert_clean(shape.names)

    def test_a_header_without_purpose_or_guard_is_found(self):
        self.plant("eventstore/log.h", "#pragma once\n")
        self.assert_finds(shape.headers, "without a comment of purpose",
                          "lacks the include guard ACTIONPLAN_EVENTSTORE_LOG_H")

    def test_a_guard_of_another_path_is_found(self):
        self.plant("eventstore/log.h", CLEAN_HEADER.format("LOG_H"))
        self.assert_finds(shape.headers, "lacks the include guard")

    def test_a_guarded_header_is_clean(self):
        self.plant("eventstore/log.h", CLEAN_HEADER.format("EVENTSTORE_LOG_H"))
        self.assert_clean(shape.headers)

    def test_a_proto_in_the_wrong_package_is_found(self):
        self.plant("proto/actionplan/v1/a.proto",
                   'syntax = "proto3";\npackage actionplan;\n')
        self.assert_finds(shape.protos, "is not in package actionplan.v1")

    def test_an_enum_whose_zero_says_something_is_found(self):
        self.plant("proto/actionplan/v1/a.proto", "\npackage actionplan.v1;\n"
                   "enum Kind {\n  GOOD = 0;\n}\n")
        self.assert_finds(shape.protos, "a.proto:4: GOOD = 0 should end in")

    def test_a_glob_in_the_build_is_found(self):
        self.plant("services/CMakeLists.txt", "file(GLOB sources *.cc)\n")
        self.assert_finds(shape.builds, "list the sources by hand")

    def test_long_documents_are_found(self):
        self.plant("README.md", "a\n" * 121)
        self.plant("ARCHITECTURE.md", "a\n" * 251)
        self.plant("eventstore/README.md", "a\n" * 31)
        self.plant("services/cli/README.md", "a\n" * 100)
        self.assert_finds(shape.documents, "250 at most", "120 at most",
                          "30 at most")

    def test_notes_to_self_are_found(self):
        for note in ("TODO: later", "TODO(me)", "FIXME", "HACK around it"):
            with self.subTest(note):
                self.plant("services/a.cc", f"// {note}\n")
                self.assertEqual(1, len(self.found(shape.words)))

    def test_a_note_with_its_reason_is_clean(self):
        self.plant("services/a.cc",
                   "// TODO(gRPC 1.51 lacks it): use the status conversion\n")
        self.assert_clean(shape.words)

    def test_paths_of_one_machine_are_found(self):
        for folder in ("home/me", "root/x", "work/x", "tmp/x"):
            with self.subTest(folder):
                self.plant("deploy/run.sh", f"cd /{folder}\n")
                self.assert_finds(shape.words, "is a path of one machine")

    def test_the_end_of_a_longer_path_is_clean(self):
        self.plant("deploy/run.sh", 'cd "$root/tmp/" && ls build/work/x\n')
        self.assert_clean(shape.words)

    def test_blanks_tabs_and_a_missing_last_newline_are_found(self):
        self.plant("services/a.cc", "int x; \n\tint y;")
        self.assert_finds(shape.whitespace, "blank at line end", "tab",
                          "does not end in one newline")


class FormatTest(TidyTest):

    @unittest.skipUnless(shutil.which("clang-format"), "no clang-format")
    def test_a_misformatted_file_is_found(self):
        self.plant(".clang-format", "BasedOnStyle: Google\n")
        self.plant("services/a.cc", "int  x;\n")
        self.plant("services/b.cc", "int x;\n")
        self.assertEqual(["services/a.cc:1: clang-format would change it"],
                         tidy.misformatted(Tree(self.root)))


class TreeTest(TidyTest):

    def test_code_keeps_its_lines_without_comments_and_literals(self):
        self.plant("a.cc", 'int a = 1\'000; /* {\n */ f("}", \'{\');  // {\n'
                           'R"x({\n)x" g();\n')
        code = Tree(self.root).code("a.cc")
        self.assertEqual(4, code.count("\n"))
        self.assertIn("1'000", code)
        self.assertIn('f("", \'\')', code)
        self.assertNotIn("{", code)
        self.assertNotIn("}", code)

    def test_generated_and_local_folders_are_not_ours(self):
        self.plant("build/x/a.cc", "")
        self.plant("data/log/a.txt", "")
        self.plant("services/a.cc", "")
        self.assertEqual(["services/a.cc"], Tree(self.root).paths())


if __name__ == "__main__":
    unittest.main()

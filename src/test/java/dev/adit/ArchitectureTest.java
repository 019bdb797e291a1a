package dev.adit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// DESIGN.md, "Direction". When it fails, move the class; do not widen the rule.
class ArchitectureTest {

  private static final Set<String> LEAVES = Set.of("config", "metrics");
  private static final Set<String> BRAINS = Set.of("stratum", "work", "aggregate", "grin", "guard");
  private static final Set<String> ON_A_LANE = Set.of("stratum", "work", "aggregate", "grin");
  private static final Set<String> OBSERVERS = Set.of("forensics", "ledger");
  private static final Set<String> PLUMBING = Set.of("net", "relay", "admin", "host", "sim");

  /// For each package, those of ours that it may import. The root, which wires, is not listed: it
  /// may import all, and none may import it.
  private static final Map<String, Set<String>> MAY_IMPORT = mayImport();

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.adit");

  private static Map<String, Set<String>> mayImport() {
    Map<String, Set<String>> table = new TreeMap<>();
    LEAVES.forEach(leaf -> table.put(leaf, Set.of()));
    table.put("stratum", Set.of("metrics"));
    table.put("work", Set.of("metrics", "stratum"));
    table.put("aggregate", Set.of("metrics", "stratum", "work"));
    table.put("grin", Set.of("metrics", "stratum", "work"));
    table.put("guard", Set.of("metrics"));
    OBSERVERS.forEach(observer -> table.put(observer, union(List.of(BRAINS, LEAVES))));
    PLUMBING.forEach(plumbing -> table.put(plumbing, union(List.of(BRAINS, OBSERVERS, LEAVES))));
    // A relay's doors are those of the miners: sockets, PROXY protocol, TLS, guard.
    table.put("relay", union(List.of(BRAINS, OBSERVERS, LEAVES, Set.of("net"))));
    return table;
  }

  private static Set<String> union(List<Set<String>> sets) {
    return sets.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
  }

  static Set<String> packages() {
    return MAY_IMPORT.keySet();
  }

  @Test
  void everyPackageHasItsPlaceInTheDesign() {
    Set<String> found =
        OURS.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals("dev.adit"))
            .map(name -> name.substring("dev.adit.".length()).replaceFirst("\\..*", ""))
            .collect(Collectors.toSet());
    assertThat(packages()).containsAll(found);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void importsPointInOneDirection(String name) {
    Set<String> others = MAY_IMPORT.getOrDefault(name, Set.of());
    Set<String> allowed = union(List.of(others, Set.of(name)));
    noClasses()
        .that(resideInAPackage(within(name)))
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.adit..")
                .and(DescribedPredicate.not(resideInAnyPackage(within(allowed)))))
        .as(name + " imports, of ours, nothing but " + others)
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("dev.adit.(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void roomsWithinAPackageFormNoCycle() {
    slices().matching("dev.adit.(**)").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void brainsKnowNoNetwork() {
    noClasses()
        .that(resideInAnyPackage(within(BRAINS)))
        .should()
        .dependOnClassesThat(resideInAnyPackage("io.netty..", "java.nio.channels.."))
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void whatRunsOnALaneNeedsNoConcurrency() {
    noClasses()
        .that(resideInAnyPackage(within(ON_A_LANE)))
        .should()
        .dependOnClassesThat(resideInAPackage("java.util.concurrent.."))
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void brainsAreGivenTimeAndChance() {
    noClasses()
        .that(resideInAnyPackage(within(BRAINS)))
        .should()
        .accessTargetWhere(
            describe("asks the machine for the time or for chance", ArchitectureTest::clockOrDice))
        .allowEmptyShould(true)
        .check(OURS);
  }

  private static boolean clockOrDice(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String member = access.getName();
    return switch (owner) {
      case "java.lang.System" -> Set.of("nanoTime", "currentTimeMillis").contains(member);
      case "java.lang.Math", "java.lang.StrictMath" -> member.equals("random");
      case "java.util.UUID" -> member.equals("randomUUID");
      case "java.util.Random", "java.util.SplittableRandom" ->
          access.getTarget().getFullName().endsWith(".<init>()");
      case "java.util.concurrent.ThreadLocalRandom", "java.security.SecureRandom" -> true;
      case "java.time.Clock" -> member.startsWith("system") || member.startsWith("tick");
      default -> owner.startsWith("java.time.") && member.equals("now");
    };
  }

  private static String within(String name) {
    return "dev.adit." + name + "..";
  }

  private static String[] within(Set<String> names) {
    return names.stream().map(ArchitectureTest::within).toArray(String[]::new);
  }
}

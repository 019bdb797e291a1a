package dev.adit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adit.config.AditConfig;
import dev.adit.config.ConfigLoader;
import dev.adit.config.LoadResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The manifests say what Kubernetes understands, and what one says of another is so. Not tried on
/// a cluster.
class KubernetesManifestsTest {
  private static final Path DIRECTORY = Path.of("packaging", "kubernetes");

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "v1/Namespace", Namespace.class,
          "v1/ServiceAccount", ServiceAccount.class,
          "v1/ConfigMap", ConfigMap.class,
          "v1/Secret", Secret.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

  /// The model keeps what it does not know. Here that is an error.
  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(MapperConfig<?> config, Annotated member) {
                  return false;
                }
              })
          .build();

  private static final List<HasMetadata> ALL = new ArrayList<>();

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // JUnit sets the directory
  KubernetesManifestsTest() {}

  @BeforeAll
  static void readAll() throws IOException {
    ALL.clear();
    for (JsonNode file : STRICT.readTree(kustomization()).get("resources")) {
      ALL.addAll(read(Files.readString(DIRECTORY.resolve(file.asString()))));
    }
  }

  @Test
  void aFieldThatKubernetesDoesNotKnowIsAnError() {
    assertThat(problem("apiVersion: v1\nkind: Service\nspec: {trafficPolicy: Local}"))
        .contains("trafficPolicy");
    assertThat(problem("apiVersion: v1\nkind: Service\nspec: {ports: 3333}")).contains("ports");
  }

  @Test
  void everyFileIsOnTheList() throws IOException {
    List<String> listed = listed();
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.equals("kustomization.yaml") || listed.contains(name))
          .hasSize(listed.size() + 1);
    }
  }

  @Test
  void allLiveInOneNamespaceUnderOneLabel() {
    String namespace = one(Namespace.class).getMetadata().getName();
    assertThat(ALL)
        .allMatch(each -> "adit".equals(label(each.getMetadata().getLabels())))
        .filteredOn(each -> !(each instanceof Namespace))
        .allMatch(each -> namespace.equals(each.getMetadata().getNamespace()));
  }

  @Test
  void everySelectorFindsThePods() {
    Map<String, String> pods =
        one(Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
    assertThat(
            List.of(
                one(Deployment.class).getSpec().getSelector().getMatchLabels(),
                one(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels(),
                one(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels(),
                pod().getTopologySpreadConstraints().getFirst().getLabelSelector().getMatchLabels(),
                named(Service.class, "adit").getSpec().getSelector(),
                named(Service.class, "adit-admin").getSpec().getSelector()))
        .allMatch(selector -> pods.entrySet().containsAll(selector.entrySet()))
        .noneMatch(Map::isEmpty);
  }

  @Test
  void everyPortThatIsNamedIsOneOfTheContainer() {
    List<String> names = container().getPorts().stream().map(ContainerPort::getName).toList();
    Stream<String> asked =
        Stream.of(
                all(Service.class)
                    .flatMap(service -> service.getSpec().getPorts().stream())
                    .map(ServicePort::getTargetPort)
                    .map(port -> port.getStrVal()),
                probes().map(probe -> probe.getHttpGet().getPort().getStrVal()),
                one(NetworkPolicy.class).getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .map(port -> port.getPort().getStrVal()))
            .flatMap(each -> each);
    assertThat(asked).hasSize(7).allMatch(names::contains);
  }

  @Test
  void probesAskForLifeAndReadiness() {
    assertThat(probes().map(probe -> probe.getHttpGet().getPath()))
        .containsExactly("/healthz", "/healthz", "/readyz");
  }

  @Test
  void whatIsMountedIsThere() {
    assertThat(container().getVolumeMounts())
        .extracting(VolumeMount::getName)
        .containsExactlyElementsOf(pod().getVolumes().stream().map(Volume::getName).toList());
    Secret secret = one(Secret.class);
    assertThat(pod().getVolumes().getFirst().getSecret().getSecretName())
        .isEqualTo(secret.getMetadata().getName());
    assertThat(container().getArgs())
        .containsExactly(
            "run", "-c", container().getVolumeMounts().getFirst().getMountPath() + "/adit.toml");
    assertThat(secret.getStringData()).containsOnlyKeys("adit.toml");
    assertThat(container().getEnvFrom().getFirst().getConfigMapRef().getName())
        .isEqualTo(one(ConfigMap.class).getMetadata().getName());
    assertThat(pod().getServiceAccountName())
        .isEqualTo(one(ServiceAccount.class).getMetadata().getName());
  }

  @Test
  void theConfigurationListensWhereTheContainerSaysSo() throws IOException {
    AditConfig config =
        load(Objects.requireNonNull(one(Secret.class).getStringData().get("adit.toml")));
    assertThat(container().getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsExactly(
            config.listeners().getFirst().bind().port(),
            Objects.requireNonNull(config.admin().listen()).port());
  }

  @Test
  void thePodHasNoRightsToLose() {
    assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod().getSecurityContext().getSeccompProfile().getType())
        .isEqualTo("RuntimeDefault");
    assertThat(pod().getAutomountServiceAccountToken()).isFalse();
    assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container().getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container().getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
  }

  @Test
  void theImageRunsAsTheUserThatThePodAsksFor() throws IOException {
    String image = Files.readString(Path.of("packaging", "docker", "Dockerfile"));
    assertThat(image)
        .contains(
            "USER "
                + pod().getSecurityContext().getRunAsUser()
                + ":"
                + pod().getSecurityContext().getRunAsGroup())
        .contains("EXPOSE 3333/tcp 8080/tcp");
  }

  @ParameterizedTest
  @MethodSource
  void everyConfigurationOfThePackagesIsRight(Path file) throws IOException {
    load(Files.readString(file));
  }

  static List<Path> everyConfigurationOfThePackagesIsRight() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("packaging"))) {
      return files.filter(file -> file.toString().endsWith(".toml")).sorted().toList();
    }
  }

  private AditConfig load(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("adit.toml"), text);
    LoadResult read = ConfigLoader.load(file);
    assertThat(read).isInstanceOf(LoadResult.Loaded.class);
    return ((LoadResult.Loaded) read).config();
  }

  private static String kustomization() throws IOException {
    return Files.readString(DIRECTORY.resolve("kustomization.yaml"));
  }

  private static List<String> listed() throws IOException {
    List<String> names = new ArrayList<>();
    STRICT.readTree(kustomization()).get("resources").forEach(name -> names.add(name.asString()));
    return names;
  }

  private static List<HasMetadata> read(String text) {
    List<HasMetadata> read = new ArrayList<>();
    for (String document : text.split("(?m)^---$", -1)) {
      JsonNode tree = STRICT.readTree(document);
      String kind = tree.get("apiVersion").asString() + "/" + tree.get("kind").asString();
      Class<? extends HasMetadata> type = Objects.requireNonNull(KINDS.get(kind), kind);
      read.add(STRICT.treeToValue(tree, type));
    }
    return read;
  }

  private static String problem(String text) {
    try {
      return "none: " + read(text);
    } catch (JacksonException wrong) {
      return String.valueOf(wrong.getMessage());
    }
  }

  private static <T extends HasMetadata> Stream<T> all(Class<T> type) {
    return ALL.stream().filter(type::isInstance).map(type::cast);
  }

  private static <T extends HasMetadata> T one(Class<T> type) {
    return all(type).findFirst().orElseThrow();
  }

  private static <T extends HasMetadata> T named(Class<T> type, String name) {
    return all(type)
        .filter(each -> name.equals(each.getMetadata().getName()))
        .findFirst()
        .orElseThrow();
  }

  private static PodSpec pod() {
    return one(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static Container container() {
    return pod().getContainers().getFirst();
  }

  private static Stream<Probe> probes() {
    return Stream.of(
        container().getStartupProbe(),
        container().getLivenessProbe(),
        container().getReadinessProbe());
  }

  private static String label(Map<String, String> labels) {
    return String.valueOf(labels.get("app.kubernetes.io/name"));
  }
}

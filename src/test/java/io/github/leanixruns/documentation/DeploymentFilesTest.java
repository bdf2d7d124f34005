package io.github.leanixruns.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files for containers, Kubernetes and systemd fit the program. */
class DeploymentFilesTest {

  private static final Path MAIN = Path.of("src", "main");
  private static final Path KUBERNETES = MAIN.resolve("kubernetes");
  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "Deployment", Deployment.class,
          "PersistentVolumeClaim", PersistentVolumeClaim.class,
          "Service", Service.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class);
  // without the setter of Kubernetes' model for unknown fields, which would accept misspelled ones
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  @Test
  void everySettingThatTheyNameExists() throws IOException {
    List<Setting> defined = Setting.defined();
    Pattern variable = Pattern.compile("\\bLEANIX_[A-Z_]+\\b");
    Pattern property = Pattern.compile("-D(leanix\\.[a-z.-]+)=");
    int found = 0;
    for (String folder : List.of("docker", "kubernetes", "systemd")) {
      for (Path file : files(MAIN.resolve(folder))) {
        String text = Files.readString(file);
        for (MatchResult name : variable.matcher(text).results().toList()) {
          assertThat(defined)
              .as("%s in %s", name.group(), file)
              .anyMatch(
                  one ->
                      one.name()
                          .replaceAll("[.-]", "_")
                          .toUpperCase(Locale.ROOT)
                          .equals(name.group()));
          found++;
        }
        for (MatchResult name : property.matcher(text).results().toList()) {
          assertThat(defined)
              .as("%s in %s", name.group(), file)
              .anyMatch(one -> one.matches(name.group(1)));
        }
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  @Test
  void theirOptionsOfTheProgramExist() throws IOException {
    String commandLine =
        Files.readString(MAIN.resolve("java/io/github/leanixruns/CommandLine.java"));
    Pattern option = Pattern.compile("\"(--(?!interval|timeout|start)[^\"]+)\"");

    assertThat(
            option
                .matcher(Files.readString(MAIN.resolve("docker/Containerfile")))
                .results()
                .map(found -> found.group(1)))
        .containsExactlyInAnyOrder("--sandbox", "--health=live")
        .allMatch(one -> commandLine.contains("\"" + one + "\""));
  }

  @Test
  void theNodesOfTheComposeFileHaveFoldersOfTheirOwn() throws IOException {
    JsonNode compose = YAML.readTree(MAIN.resolve("docker/compose.yaml").toFile());
    JsonNode node = compose.at("/services/leanix-runs");

    assertThat(node.at("/deploy/replicas").intValue()).isGreaterThan(1);
    assertThat(node.at("/read_only").booleanValue()).isTrue();
    assertThat(node.at("/volumes/0").textValue()).isEqualTo("/data");
    assertThat(node.at("/environment/LEANIX_API_TOKEN_FILE").textValue())
        .isEqualTo("/run/secrets/" + node.at("/secrets/0").textValue());
    assertThat(compose.at("/services").propertyStream().map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("leanix-runs", "postgres", "artemis");
    assertThat(node.at("/build")).as("needs other folders in the zip").isEmpty();
    assertThat(node.at("/image").textValue()).isEqualTo("leanix-runs");
    assertThat(Path.of("docs/containers.md"))
        .content()
        .contains("-f src/main/docker/Containerfile -t " + node.at("/image").textValue() + " ");
    assertThat(node.at("/pull_policy").textValue()).isEqualTo("never");
  }

  @ParameterizedTest
  @ValueSource(strings = {"single", "scaled"})
  void everyManifestIsAsKubernetesDefinesItAndInTheKustomization(String folder) throws IOException {
    JsonNode kustomization =
        YAML.readTree(KUBERNETES.resolve(folder + "/kustomization.yaml").toFile());
    List<String> named =
        Stream.concat(
                kustomization.get("resources").valueStream().map(JsonNode::textValue),
                kustomization.findValuesAsText("path").stream())
            .toList();

    for (Path file : files(KUBERNETES.resolve(folder))) {
      String name = file.getFileName().toString();
      if (name.endsWith(".yaml") && !name.equals("kustomization.yaml")) {
        assertThat(named).contains(name);
        read(file, KINDS.get(YAML.readTree(file.toFile()).get("kind").textValue()));
      }
    }
    assertThat(named)
        .filteredOn(name -> !name.startsWith(".."))
        .allMatch(name -> Files.exists(KUBERNETES.resolve(folder).resolve(name)));
  }

  @Test
  void theDeploymentIsProbedRestrictedAndStoppedInTime() throws IOException {
    PodSpec pod = pod("single");
    Container container = pod.getContainers().get(0);

    assertThat(container.getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(9876));
    assertThat(
            Stream.of(
                    container.getStartupProbe(),
                    container.getLivenessProbe(),
                    container.getReadinessProbe())
                .map(DeploymentFilesTest::path))
        .containsExactly(
            "observe/observe/health/live",
            "observe/observe/health/live",
            "observe/observe/health/ready");
    assertThat(container.getEnv())
        .anyMatch(
            one -> one.getName().equals("LEANIX_OBSERVE_HOST") && "0.0.0.0".equals(one.getValue()));
    assertThat(container.getLifecycle().getPreStop().getSleep().getSeconds())
        .isLessThan(pod.getTerminationGracePeriodSeconds());
    assertThat(container.getResources().getLimits()).containsKey("memory");
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
  }

  @Test
  void onlyTheVolumeIsWrittenAndSecretsAreFiles() throws IOException {
    PodSpec pod = pod("single");
    List<VolumeMount> mounts = pod.getContainers().get(0).getVolumeMounts();

    assertThat(mounts.stream().map(VolumeMount::getName))
        .containsExactlyInAnyOrderElementsOf(
            pod.getVolumes().stream().map(Volume::getName).toList());
    assertThat(
            mounts.stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .map(VolumeMount::getMountPath))
        .containsExactly("/data");
    String secrets =
        mounts.stream()
            .filter(mount -> mount.getName().equals("secrets"))
            .map(VolumeMount::getMountPath)
            .findFirst()
            .orElseThrow();
    for (String folder : List.of("single", "scaled")) {
      assertThat(Files.readAllLines(KUBERNETES.resolve(folder + "/settings.env")))
          .filteredOn(line -> line.matches("\\w*(TOKEN|PASSWORD)\\w*=.*"))
          .isNotEmpty()
          .allMatch(line -> line.matches("\\w+_FILE=" + secrets + "/[a-z-]+"));
    }
    assertThat(
            read(KUBERNETES.resolve("single/volume.yaml"), PersistentVolumeClaim.class)
                .getMetadata()
                .getName())
        .isEqualTo(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName());
  }

  @Test
  void theFoldersOfTheScaledNodesAreThoseOfTheirPods() throws IOException {
    PodSpec pod = pod("scaled");
    JsonNode patch =
        YAML.readTree(
            YAML.readTree(KUBERNETES.resolve("scaled/kustomization.yaml").toFile())
                .findValue("patch")
                .textValue());
    PersistentVolumeClaim claim =
        read(KUBERNETES.resolve("single/volume.yaml"), PersistentVolumeClaim.class);

    assertThat(pod.getVolumes())
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.getName()).isEqualTo(pod("single").getVolumes().get(0).getName());
              assertThat(volume.getEmptyDir()).isNotNull();
              assertThat(volume.getPersistentVolumeClaim()).isNull();
            });
    assertThat(patch.at("/$patch").textValue()).isEqualTo("delete");
    assertThat(patch.at("/kind").textValue()).isEqualTo(claim.getKind());
    assertThat(patch.at("/metadata/name").textValue()).isEqualTo(claim.getMetadata().getName());
    assertThat(Files.readAllLines(KUBERNETES.resolve("scaled/settings.env")))
        .anyMatch(line -> line.matches("LEANIX_QUEUE_INBOX=.+"))
        .anyMatch(line -> line.matches("LEANIX_QUEUE_OUTBOX=.+"));
  }

  @Test
  void theServiceThePoliciesAndTheBudgetSelectTheNodes() throws IOException {
    Deployment deployment = read(KUBERNETES.resolve("single/deployment.yaml"), Deployment.class);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();

    assertThat(
            List.of(
                deployment.getSpec().getSelector().getMatchLabels(),
                read(KUBERNETES.resolve("single/service.yaml"), Service.class)
                    .getSpec()
                    .getSelector(),
                read(KUBERNETES.resolve("single/network.yaml"), NetworkPolicy.class)
                    .getSpec()
                    .getPodSelector()
                    .getMatchLabels(),
                read(KUBERNETES.resolve("scaled/disruption.yaml"), PodDisruptionBudget.class)
                    .getSpec()
                    .getSelector()
                    .getMatchLabels()))
        .containsOnly(labels);
    Deployment scaled = read(KUBERNETES.resolve("scaled/deployment.yaml"), Deployment.class);
    assertThat(scaled.getSpec().getReplicas()).isGreaterThan(1);
    assertThat(scaled.getMetadata().getName()).isEqualTo(deployment.getMetadata().getName());
  }

  @Test
  void systemdAcceptsTheUnitAndFindsItHardened() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd is not installed");
    String unit = MAIN.resolve("systemd/leanix-runs.service").toAbsolutePath().toString();

    // 20 of 1000, which is OK, the best of its classes
    Process analyze =
        new ProcessBuilder(
                "systemd-analyze",
                "security",
                "--offline=true",
                "--threshold=20",
                "--no-pager",
                unit)
            .redirectErrorStream(true)
            .start();
    String output = new String(analyze.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(analyze.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(analyze.exitValue()).as(output).isZero();
    assertThat(output).doesNotContain("Unknown key", "Failed to parse", "ignoring");
  }

  private static PodSpec pod(String folder) throws IOException {
    return read(KUBERNETES.resolve(folder + "/deployment.yaml"), Deployment.class)
        .getSpec()
        .getTemplate()
        .getSpec();
  }

  private static <T> T read(Path file, Class<T> type) throws IOException {
    return YAML.readValue(file.toFile(), type);
  }

  private static String path(Probe probe) {
    return probe.getHttpGet().getPort().getStrVal() + probe.getHttpGet().getPath();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}

package io.github.leanixruns.leanix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningsTest {

  @Test
  void beforeTheFirstPageThereIsOneToRead() {
    Warnings warnings = Warnings.notReadYet();

    assertThat(warnings.count()).isZero();
    assertThat(warnings.first()).isEmpty();
    assertThat(warnings.hasMore()).isTrue();
    assertThat(warnings.pageSize()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, false", "99, false", "100, true", "101, false"})
  void aFullPageMayBeFollowedByAnother(int size, boolean hasMore) {
    Warnings warnings = Warnings.notReadYet().plus(page(0, size));

    assertThat(warnings.count()).isEqualTo(size);
    assertThat(warnings.hasMore()).isEqualTo(hasMore);
    assertThat(warnings.first()).hasSize(Math.min(size, 100));
  }

  @Test
  void allAreCountedAndTheFirstHundredKept() {
    Warnings warnings =
        Warnings.notReadYet().plus(page(0, 60)).plus(page(60, 100)).plus(page(160, 7));

    assertThat(warnings.count()).isEqualTo(167);
    assertThat(warnings.hasMore()).isFalse();
    assertThat(warnings.first())
        .containsExactlyElementsOf(
            IntStream.range(0, 100).<JsonNode>mapToObj(IntNode::valueOf).toList());
  }

  @Test
  void pagesWithoutAnEndComeToOne() {
    Warnings warnings = Warnings.notReadYet();
    int pages = 0;
    while (warnings.hasMore()) {
      warnings = warnings.plus(page(0, 100));
      pages++;
    }

    assertThat(pages).isEqualTo(1_000);
    assertThat(warnings.count()).isEqualTo(100_000);
  }

  @Test
  void anEmptyPageAfterAFullOneEndsTheList() {
    Warnings warnings = Warnings.notReadYet().plus(page(0, 100)).plus(page(100, 0));

    assertThat(warnings.count()).isEqualTo(100);
    assertThat(warnings.hasMore()).isFalse();
  }

  @Test
  void whatIsKeptCannotBeChanged() {
    Warnings warnings = Warnings.notReadYet().plus(page(0, 1));

    assertThatThrownBy(() -> warnings.first().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static ArrayNode page(int from, int size) {
    ArrayNode page = JsonNodeFactory.instance.arrayNode();
    IntStream.range(from, from + size).forEach(page::add);
    return page;
  }
}

package dev.adit.config;

import dev.adit.config.Parsed.Bad;
import dev.adit.config.Parsed.Good;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The pools of a listener: names in order of preference, or each with its share of the work.
///
/// @param shares as many as names, or none
record PoolShares(List<String> names, List<Double> shares) {
  static final PoolShares NONE = new PoolShares(List.of(), List.of());

  private static final Bad<PoolShares> NO_LIST =
      new Bad<>(
          "is not a list of pools: write for example [\"main\", \"backup\"], or"
              + " [{ name = \"main\", share = 70 }, { name = \"dev\", share = 30 }]");

  static Parsed<PoolShares> of(Node node) {
    if (!(node instanceof Node.Items(List<Node> items))) {
      return NO_LIST;
    }
    List<String> names = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    for (Node item : items) {
      switch (item) {
        case Node.Text(String name) -> names.add(name);
        case Node.Table table -> {
          if (!table.entries().keySet().equals(Set.of("name", "share"))
              || !(table.entries().get("name") instanceof Node.Text(String name))
              || !(table.entries().get("share") instanceof Node.Figure figure)
              || !(Values.number(figure) instanceof Good<Double>(Double share))
              || share <= 0) {
            return new Bad<>(
                "has a pool that is not like { name = \"main\", share = 70 }: write a name and a"
                    + " share above zero");
          }
          names.add(name);
          shares.add(share);
        }
        default -> {
          return NO_LIST;
        }
      }
    }
    return shares.isEmpty() || shares.size() == names.size()
        ? new Good<>(new PoolShares(names, shares))
        : new Bad<>("names some pools with a share and some without: give each its share, or none");
  }
}

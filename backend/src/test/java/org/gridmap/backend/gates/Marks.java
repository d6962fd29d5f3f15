package org.gridmap.backend.gates;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Many strings that a text is searched for at once. */
final class Marks {
  private final Set<String> marks = new HashSet<>();
  private final Map<Character, Set<Integer>> lengths = new HashMap<>();

  Marks(Collection<String> wanted) {
    for (String mark : wanted) {
      marks.add(mark);
      lengths.computeIfAbsent(mark.charAt(0), first -> new TreeSet<>()).add(mark.length());
    }
  }

  /** The marks that occur in a text, in the order in which they begin. */
  List<String> in(String text) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < text.length(); i++) {
      Set<Integer> possible = lengths.get(text.charAt(i));
      if (possible != null) {
        for (int length : possible) {
          if (i + length <= text.length() && marks.contains(text.substring(i, i + length))) {
            found.add(text.substring(i, i + length));
          }
        }
      }
    }
    return found;
  }
}

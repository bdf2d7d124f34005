package io.github.leanixruns.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML that gives the order of a blob's blocks. */
final class BlockList {
  private static final Set<String> KINDS = Set.of("Latest", "Committed", "Uncommitted");

  private BlockList() {}

  record Entry(String kind, String id) {

    Content choose(Map<String, Content> committed, Map<String, Content> uncommitted) {
      return switch (kind) {
        case "Committed" -> committed.get(id);
        case "Uncommitted" -> uncommitted.get(id);
        default -> uncommitted.getOrDefault(id, committed.get(id));
      };
    }
  }

  /** Returns null if the content is not a block list. */
  static List<Entry> read(Content xml) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (InputStream in = xml.open()) {
      return entries(factory.createXMLStreamReader(in));
    } catch (XMLStreamException e) {
      return null;
    }
  }

  private static List<Entry> entries(XMLStreamReader reader) throws XMLStreamException {
    List<Entry> entries = new ArrayList<>();
    reader.nextTag();
    if (!reader.getLocalName().equals("BlockList")) {
      return null;
    }
    while (reader.nextTag() == XMLStreamReader.START_ELEMENT) {
      String kind = reader.getLocalName();
      if (!KINDS.contains(kind)) {
        return null;
      }
      entries.add(new Entry(kind, reader.getElementText().trim()));
    }
    return entries;
  }
}

extension HCLDocument {
  /// The content of a file or of the braces of a block, from top to bottom.
  package struct Body: Sendable, ExpressibleByArrayLiteral {
    package var items: [Item]

    package init(_ items: [Item]) { self.items = items }

    package init(arrayLiteral elements: Item...) { items = elements }

    package mutating func append(_ item: Item) { items.append(item) }
  }

  /// A piece of a body.
  ///
  /// A block has an empty line on both sides without a `.blank`, but none below a comment, which
  /// belongs to it.
  package enum Item: Sendable {
    case attribute(Attribute)
    case block(Block)
    /// One or more lines after `#`.
    case comment(String)
    /// An empty line; several count as one, and those at the start or end of the body are dropped.
    case blank

    package static func attribute(
      _ name: Name, _ value: Expression, comment: String? = nil
    ) -> Item {
      .attribute(Attribute(name: name, value: value, comment: comment))
    }

    package static func block(_ type: Name, _ labels: Name..., body: Body) -> Item {
      .block(Block(type: type, labels: labels, body: body))
    }
  }

  /// `name = value`, once in its body: Terraform rejects a second one.
  package struct Attribute: Sendable {
    package let name: Name
    package let value: Expression
    /// Written after the value, or above it where the value spans several lines.
    package let comment: String?

    package init(name: Name, value: Expression, comment: String? = nil) {
      self.name = name
      self.value = value
      self.comment = comment
    }
  }

  /// `type "label" { … }`.
  package struct Block: Sendable {
    package let type: Name
    package let labels: [Name]
    package var body: Body

    package init(type: Name, labels: [Name], body: Body) {
      self.type = type
      self.labels = labels
      self.body = body
    }
  }
}

extension Array {
  /// The index of the first element that does not belong to the first part, in an array of which
  /// `belongs` returns true for a first part and false for the rest.
  @inlinable
  package func partitionPoint(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

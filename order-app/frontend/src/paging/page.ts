/** One page of a longer list. */
export interface Page<Item> {
  items: Item[]
  /** Counted from 0. */
  page: number
  /** How many items a full page has. */
  size: number
  /** How many items all pages have together. */
  total: number
}

export function pageCount({ size, total }: Page<unknown>): number {
  return Math.ceil(total / size)
}

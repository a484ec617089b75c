/** One product in the cart, and how many of it. */
export interface CartLine {
  productId: number
  name: string
  price: number
  quantity: number
  picture?: string | null
  /** How many there are, when last heard of. */
  stock?: number
  /** False where the shop can't deliver so many of it. */
  available?: boolean
}

/** The API takes no more of one product in one order. */
export const MAX_QUANTITY = 99

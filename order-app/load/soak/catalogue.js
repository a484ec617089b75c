// Visitors of a large catalogue: lists, categories, searches and single products.
import { measured } from './looks.js'

export { options } from './looks.js'

const FIRST_ID = Number(__ENV.FIRST_ID)
const PRODUCTS = Number(__ENV.PRODUCTS)
// Common and rare words, several together, Korean parts of words, and one that nothing has.
const WORDS = ['oak', 'b', 'lamp', 'blue mug', 'mug 4711', '머그', '무', 'nothinghasit']

export const { look, handleSummary } = measured({
  product: () => `/api/products/${FIRST_ID + Math.floor(Math.random() * PRODUCTS)}`,
  list: () => `/api/products?page=${Math.floor(Math.random() * 80)}`,
  'far list': () => `/api/products?page=${Math.floor((Math.random() * PRODUCTS) / 12)}`,
  'list by price': () => `/api/products?sort=price&page=${Math.floor(Math.random() * 80)}`,
  category: () => `/api/products?category=${['kitchen', 'desk', 'home'][Math.floor(Math.random() * 3)]}&page=${Math.floor(Math.random() * 10)}`,
  search: () => `/api/products?query=${encodeURIComponent(WORDS[Math.floor(Math.random() * WORDS.length)])}`,
})

export default function () {
  look()
}

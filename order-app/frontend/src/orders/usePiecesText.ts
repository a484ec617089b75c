import { useI18n } from 'vue-i18n'
import type { OrderPieces } from './orders'

/** A function that lists pieces in one line, as in `2 × Mug, 1 × Pot`. */
export function usePiecesText(): (pieces: OrderPieces[]) => string {
  const { n } = useI18n()
  return (pieces) => pieces.map(({ quantity, name }) => `${n(quantity)} × ${name}`).join(', ')
}

import type { Address } from './orders'

/** An address to be filled in, in the country that the visitor's language suggests. */
export function emptyAddress(locale: string): Address {
  return { recipient: '', street: '', extra: '', postalCode: '', city: '', country: locale === 'ko' ? 'KR' : 'DE', phone: '' }
}

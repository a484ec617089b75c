import { call } from '@/api/http'
import { Problem, Unreachable } from '@/api/problem'

const TYPES = ['image/png', 'image/jpeg', 'image/webp']
const MOST_BYTES = 5 * 1024 * 1024
/** The longest side that a product's page can show, on a fine screen. */
const LONGEST_SIDE = 2000
const UPLOAD_TIMEOUT_MILLIS = 60_000

export const PICTURE_TYPES = TYPES.join(',')

export interface Picture {
  name: string
  /** Its address in the shop. */
  url: string
}

interface Upload {
  id: string
  upload: { method: string; url: string; headers: Record<string, string>; sameOrigin: boolean }
}

/**
 * Takes a picture into the shop: the API says where it goes, the browser brings it there, the API looks at it.
 *
 * @throws Problem if the shop can't take it, Unreachable if it doesn't arrive
 */
export async function uploadPicture(file: Blob): Promise<Picture> {
  if (!TYPES.includes(file.type)) {
    throw new Problem(415, { type: 'unsupported-picture' })
  }
  const picture = await fitted(file)
  if (picture.size > MOST_BYTES) {
    throw new Problem(413, { type: 'picture-too-large' })
  }
  const { id, upload } = await call<Upload>('/api/pictures/uploads', { method: 'POST', body: { type: picture.type, bytes: picture.size } })
  if (upload.sameOrigin) {
    await call(upload.url, { method: 'PUT', headers: upload.headers, body: picture, timeoutMillis: UPLOAD_TIMEOUT_MILLIS })
  } else {
    await bring(picture, upload)
  }
  return call<Picture>(`/api/pictures/uploads/${id}/confirmation`, { method: 'POST' })
}

/** To a store elsewhere: nothing of the visitor's session goes there. */
async function bring(picture: Blob, { method, url, headers }: Upload['upload']): Promise<void> {
  let response: Response
  try {
    response = await fetch(url, { method, headers, body: picture, credentials: 'omit', signal: AbortSignal.timeout(UPLOAD_TIMEOUT_MILLIS) })
  } catch (cause) {
    throw new Unreachable('The store for pictures did not answer.', { cause })
  }
  if (!response.ok) {
    throw new Problem(response.status, { title: response.statusText })
  }
}

/** A photograph is larger than any screen and than the shop takes: it is made smaller here, before it is sent. */
async function fitted(file: Blob): Promise<Blob> {
  if (file.size <= MOST_BYTES) {
    return file
  }
  try {
    const image = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height))
    const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
  } catch {
    // What this browser can't read the shop may; it has the last word.
    return file
  }
}

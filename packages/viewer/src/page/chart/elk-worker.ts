import ElkConstructor from 'elkjs/lib/elk-api.js'
import workerUrl from 'elkjs/lib/elk-worker.min.js?url'
import { layOut, type Layout } from './layout.ts'
import type { Picture } from './picture.ts'

/** A layout that takes longer is given up. */
const LAYOUT_TIMEOUT_MS = 30_000

/** Lays out beside the page, so that a monstrous chart does not freeze it. Rejects when ELK fails, or takes longer than 30 s. */
export async function layOutBeside(picture: Picture): Promise<Layout> {
  const elk = new ElkConstructor({ workerUrl })
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Laying out this chart takes too long.')), LAYOUT_TIMEOUT_MS)
  })
  try {
    return await Promise.race([layOut(picture, elk), tooLong])
  } finally {
    clearTimeout(timer)
    elk.terminateWorker()
  }
}

/**
 * Returns what stands for an object in JSON: the object itself when its own members do, otherwise a string, an array or another object.
 * `isToJSONResult`: the object is what a `toJSON` returned, so it is not asked for its own again.
 *
 * @throws whatever the object's own getters and methods throw
 */
export function plainForm(value: object, isToJSONResult = false): unknown {
  const { toJSON, getSnapshot } = value as { toJSON?: unknown; getSnapshot?: unknown }
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === Object.prototype || prototype === null
  if (isPlain && (isToJSONResult || typeof toJSON !== 'function') && typeof getSnapshot !== 'function') return value

  // Before `toJSON`: Node's Buffers and many libraries' errors have one that says too much.
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${tagOf(value)}: ${value.byteLength} bytes]`
  if (isError(value)) return errorForm(value)
  if (typeof getSnapshot === 'function' && 'sessionId' in value) return actorForm(value as ActorLike)
  if (typeof toJSON === 'function') return fromToJSON(value, toJSON as () => unknown)
  if (value instanceof Set) return [...value]
  if (value instanceof Map) return entriesForm(value)
  return Object.keys(value).length > 0 ? value : tagForm(value)
}

function fromToJSON(value: object, toJSON: () => unknown): unknown {
  const json = toJSON.call(value)
  if (typeof json !== 'object' || json === null || json === value || Array.isArray(json)) return json
  // The `toJSON` of an XState transition returns a copy with the same `toJSON`: asking that again would never end.
  return plainForm(json, true)
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1)
}

function tagForm(value: object): unknown {
  const tag = tagOf(value)
  if (tag === 'Object') return value
  if (tag === 'RegExp') return String(value)
  if (tag === 'Headers' || tag === 'URLSearchParams' || tag === 'FormData') {
    return entriesForm(value as Iterable<[string, unknown]>)
  }
  return `[${tag}]`
}

/** Makes an object of entries, with an array where a key comes more than once. */
function entriesForm(entries: Iterable<[unknown, unknown]>): object {
  // Without a prototype: on any other object, assigning to `__proto__` is not what it seems.
  const form = Object.create(null) as Record<string, unknown>
  const repeated = new Set<string>()
  for (const [anyKey, value] of entries) {
    const key = typeof anyKey === 'object' && anyKey !== null ? `[${tagOf(anyKey)}]` : String(anyKey)
    if (!(key in form)) form[key] = value
    else if (repeated.has(key)) (form[key] as unknown[]).push(value)
    else {
      form[key] = [form[key], value]
      repeated.add(key)
    }
  }
  return form
}

function isError(value: object): value is Error {
  return value instanceof Error || tagOf(value) === 'Error' || tagOf(value) === 'DOMException'
}

function errorForm(error: Error): object {
  // Without the stack: it repeats the message, and names this machine's folders.
  const { stack: _stack, ...details } = error as Partial<Error>
  const { name, message, cause, errors } = error as Error & { errors?: unknown }
  return { ...details, name, message, ...(cause !== undefined && { cause }), ...(errors !== undefined && { errors }) }
}

interface ActorLike {
  id?: unknown
  sessionId: unknown
  src?: unknown
  getSnapshot(): unknown
}

function actorForm(actor: ActorLike): object {
  const { id, sessionId, src } = actor
  return { id, sessionId, ...(typeof src === 'string' && { src }), snapshot: snapshotOf(actor) }
}

function snapshotOf(actor: ActorLike): unknown {
  try {
    return actor.getSnapshot()
  } catch {
    // It has none yet.
    return undefined
  }
}

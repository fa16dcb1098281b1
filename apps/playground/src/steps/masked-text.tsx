import { useContext, type ReactElement } from 'react'
import type { Part, SecretPart } from '../wire/masked/part.ts'
import { RevealedContext, secretKey, type Revealed } from './revealed.ts'

interface Props {
  parts: readonly Part[]
  /** The number of the exchange. */
  exchange: number
  /** What stands for a secret that is masked. */
  placeholder?: (name: string) => string
}

const inBrackets = (name: string): string => `[${name}]`

/** A text whose secrets are masked until somebody asks for one of them. */
export function MaskedText({ parts, exchange, placeholder = inBrackets }: Props): ReactElement {
  return (
    <>
      {parts.map((part, index) =>
        typeof part === 'string' ? (
          part
        ) : (
          <OneSecret key={index} secret={part} exchange={exchange} placeholder={placeholder} />
        ),
      )}
    </>
  )
}

function OneSecret({
  secret,
  exchange,
  placeholder,
}: Required<Omit<Props, 'parts'>> & { secret: SecretPart }): ReactElement {
  const { keys, toggle } = useContext(RevealedContext)
  const key = secretKey(exchange, secret.id)
  const isShown = keys.has(key)
  return (
    <>
      <span className={isShown ? 'secret secret-shown' : 'secret'}>
        {isShown ? secret.value : placeholder(secret.name)}
      </span>
      <button
        type="button"
        className="show-secret"
        aria-label={`${isShown ? 'Hide' : 'Show'} ${secret.name} of ${secret.side} ${exchange}`}
        onClick={() => toggle(key)}
      >
        {isShown ? 'Hide' : 'Show'}
      </button>
    </>
  )
}

/** The text to copy: with what is shown, and nothing else. */
export function textToCopy(
  parts: readonly Part[],
  exchange: number,
  { keys }: Revealed,
  placeholder: (name: string) => string = inBrackets,
): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      return keys.has(secretKey(exchange, part.id)) ? part.value : placeholder(part.name)
    })
    .join('')
}

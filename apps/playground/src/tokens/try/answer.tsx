import { cleanText } from '@device-flow/untrusted'
import type { ReactElement } from 'react'
import type { Exchange } from '../../wire/exchange.ts'
import type { KnownSecrets } from '../../wire/masked/known-secrets.ts'
import { maskRequest, maskResponse } from '../../wire/masked/masked-exchange.ts'
import type { Part } from '../../wire/masked/part.ts'
import { challengeWords } from './challenge-words.ts'

const MOST_CHARACTERS = 4000

/** What an API answered: its status, its challenge, its body. A token that it repeats is masked. */
export function Answer({ exchange, known }: { exchange: Exchange; known: KnownSecrets }): ReactElement | null {
  const { number, response } = exchange
  if (!response) return null
  const { method, url } = maskRequest(exchange.request, known)
  const { body } = maskResponse(response, known)
  const challenge = response.headers.find(([name]) => name === 'www-authenticate')?.[1]
  return (
    <div className="answer">
      <p>
        Request {number}: <code>{method}</code> <code>{cleanText(textOf(url))}</code> → HTTP{' '}
        <strong>{response.status}</strong>
      </p>
      {challenge !== undefined && (
        <ul>
          {challengeWords(challenge).map((words) => (
            <li key={words}>
              <code>WWW-Authenticate</code>: {words}
            </li>
          ))}
        </ul>
      )}
      {body.length > 0 && <pre tabIndex={0}>{shortened(textOf(body))}</pre>}
    </div>
  )
}

function textOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : `[${part.name}]`)).join('')
}

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}\n…` : text
}

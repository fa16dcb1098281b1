import type { ReactElement } from 'react'

/** A television and the phone that signs it in: says without words what is about to happen. */
export function Picture(): ReactElement {
  return (
    <svg className="picture" viewBox="0 0 240 180" aria-hidden="true" focusable="false">
      <rect className="picture-glass" x="6" y="14" width="190" height="116" rx="10" />
      <path d="M72 152h58M101 130v22" />
      <path className="picture-warm" d="M48 56h46M48 74h72M48 92h30" />
      <rect className="picture-phone" x="166" y="70" width="58" height="102" rx="10" />
      <path d="M188 160h14" />
      <path className="picture-warm" d="m182 114 9 9 17-20" />
    </svg>
  )
}

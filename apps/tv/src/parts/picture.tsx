import type { ReactElement } from 'react'

/** What a picture says without words. */
export type PictureOf = 'signIn' | 'denied' | 'expired' | 'offline' | 'trouble' | 'signedOut'

/** The lines on the television: a page, or what is wrong with it. */
const ON_THE_TV: Record<PictureOf, string> = {
  signIn: 'M46 54h46M46 74h72M46 94h30',
  denied: 'M46 54h46M46 74h72M46 94h30',
  expired: 'M46 54h46M46 74h72M46 94h30',
  offline: 'M64 66q37 -32 74 0M80 84q21 -18 42 0M101 101v1M68 44l66 66',
  trouble: 'M101 44v36M101 100v1',
  signedOut: 'M96 50H74v44h22M92 72h38M117 58l14 14l-14 14',
}

/** The sign on the phone; none where it is not about the phone. */
const ON_THE_PHONE: Record<PictureOf, string | undefined> = {
  signIn: 'M182 116l9 9 17 -20',
  denied: 'M184 106l22 22M206 106l-22 22',
  expired: 'M195 102a15 15 0 1 0 .1 0M195 109v9l6 4',
  offline: undefined,
  trouble: undefined,
  signedOut: undefined,
}

/** A television, and the phone that signs it in. */
export function Picture({ of }: { of: PictureOf }): ReactElement {
  const sign = ON_THE_PHONE[of]
  return (
    <svg className={`picture picture-${of}`} viewBox="0 0 240 180" aria-hidden="true" focusable="false">
      <rect className="picture-glass" x="6" y="14" width="190" height="116" rx="10" />
      <path d="M72 152h58M101 130v22" />
      <path className={sign ? 'picture-page' : 'picture-sign'} d={ON_THE_TV[of]} />
      {sign && (
        <>
          <rect className="picture-phone" x="166" y="66" width="58" height="106" rx="10" />
          <path d="M188 160h14" />
          <path className="picture-sign" d={sign} />
        </>
      )}
    </svg>
  )
}

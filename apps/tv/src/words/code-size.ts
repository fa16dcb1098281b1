import { groupUserCode } from '@device-flow/machine'

/** How large a code can be and still fit its place: by its characters, and the groups that they stand in. */
export function codeSize(userCode: string): 'large' | 'medium' | 'small' | 'tiny' {
  const { length } = userCode
  if (length + groupUserCode(userCode).length <= 11) return 'large'
  if (length <= 13) return 'medium'
  return length <= 24 ? 'small' : 'tiny'
}

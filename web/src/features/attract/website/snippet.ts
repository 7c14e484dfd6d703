/** How a page asks before it recognises anybody. */
export interface Choice {
  /** banner: ours asks; own: the page's own banner does; implied: nobody is asked. */
  asks: 'banner' | 'own' | 'implied'
  /** Calls to action may come over the page. */
  calls?: boolean
}

/** The line that puts the tracking script onto a page. */
export const snippet = (house: string, key: string, { asks, calls }: Choice): string =>
  `<script async src="${house}/w/b.js" data-key="${key}"${{ banner: ' data-banner', own: '', implied: ' data-consent="implied"' }[asks]}${calls ? ' data-cta' : ''}></script>`

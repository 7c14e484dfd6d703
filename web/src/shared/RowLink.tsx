import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'

/**
 * A link within a long list. The router's own link listens to every change of address, which is too much to set up for
 * each row that scrolls by; this one only takes a plain click.
 */
export function RowLink({ to, className, title, children }: { to: string; className?: string; title?: string; children: ReactNode }) {
  const router = useRouter()
  const follow = (e: MouseEvent) => {
    if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
    e.preventDefault()
    void router.navigate({ href: to })
  }
  return <a href={to} className={className} title={title} onClick={follow}>{children}</a>
}

import { Link } from '@tanstack/react-router'
import type { CSSProperties, ReactNode } from 'react'
import { writeDoor } from './door'
import { useLanguage } from './language'

interface Props {
  /** The figure's path in its readout's JSON, such as `wheel.stock.to.customer`. */
  figure: string
  /** What it was asked beside, or other than, the screen's question. */
  asked?: Record<string, string | undefined>
  children: ReactNode
  /** What the number counts, for those who cannot see where it stands. */
  label?: string
  className?: string
  style?: CSSProperties
}

/** A number that opens the list behind it. */
export function Door({ figure, asked, children, label, className, style }: Props) {
  const { language } = useLanguage()
  const open = language === 'vi' ? 'Mở danh sách phía sau con số này' : 'Open the list behind this number'
  return (
    <Link
      to="."
      search={(before: object) => ({ ...before, door: writeDoor(figure, asked) }) as never}
      resetScroll={false}
      className={`door ${className ?? ''}`}
      style={style}
      title={open}
      data-figure={figure}
      aria-label={label && typeof children === 'string' ? `${label}: ${children}` : undefined}
    >
      {children}
    </Link>
  )
}

import type { ReactNode } from 'react';

const lights = {
  awake: (
    <>
      <rect className="eye" x="17" y="12" width="9" height="28" rx="4.5" />
      <rect className="eye" x="46" y="12" width="9" height="28" rx="4.5" />
    </>
  ),
  aside: (
    <>
      <rect className="eye" x="27" y="12" width="9" height="28" rx="4.5" />
      <rect className="eye" x="56" y="12" width="9" height="28" rx="4.5" />
    </>
  ),
  back: (
    <>
      <rect className="eye" x="8" y="12" width="9" height="28" rx="4.5" />
      <rect className="eye" x="37" y="12" width="9" height="28" rx="4.5" />
    </>
  ),
  glad: <Stroke path="M12 33c2-12 17-12 19 0M41 33c2-12 17-12 19 0" />,
  asleep: <Stroke path="M12 22c2 12 17 12 19 0M41 22c2 12 17 12 19 0" />,
  shut: <Stroke path="M12 27h19M41 27h19" />,
  half: <path d="M14 26h15v4.5a7.5 7.5 0 0 1-15 0zM43 26h15v4.5a7.5 7.5 0 0 1-15 0z" />,
  curious: (
    <>
      <circle cx="21.5" cy="26" r="11" />
      <circle cx="50.5" cy="26" r="11" />
    </>
  ),
} satisfies Record<string, ReactNode>;

export type Mood = keyof typeof lights;

/** Dark glass with two lights: the brand's only illustration, always beside the words it goes with. */
export function Face({ mood, className = '' }: { mood: Mood; className?: string }) {
  return (
    <svg className={`face ${className}`} viewBox="0 0 104 76" fill="currentColor" aria-hidden="true">
      <path
        className="glass"
        d="M52 1.5C87 1.5 102.5 10 102.5 38S87 74.5 52 74.5 1.5 66 1.5 38 17 1.5 52 1.5Z"
      />
      <g className="lit" transform="translate(20 14) scale(.89)">
        {lights[mood]}
      </g>
    </svg>
  );
}

function Stroke({ path }: { path: string }) {
  return <path d={path} fill="none" stroke="currentColor" strokeWidth="7" strokeLinecap="round" />;
}

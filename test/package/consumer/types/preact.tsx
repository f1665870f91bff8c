/** @jsxImportSource preact */
import type { MorseDecoderElement } from 'morse-decoder-element/preact';

export const panel = (
  <morse-decoder
    class="wide"
    id="cw"
    source="microphone"
    channels={8}
    min-frequency="300"
    maxFrequency={2800}
    follow
    sourceObject={null}
    ref={(element: MorseDecoderElement | null) => void element?.start()}
    onmorse-text={({ channel, text }) => console.log(channel.frequency.toFixed(), text.trim())}
    onmorse-error={(event) => console.log(event.action.length)}
  >
    <morse-waterfall palette="paper" />
    <morse-spots spotter="DL0XYZ" />
    <morse-channel main compact />
  </morse-decoder>
);

// @ts-expect-error A decoder listens to no number.
export const wrong = <morse-decoder source={7} />;

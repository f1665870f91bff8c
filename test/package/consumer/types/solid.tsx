/** @jsxImportSource solid-js */
import type { MorseDecoderElement } from 'morse-decoder-element/solid';

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
    ref={(element: MorseDecoderElement) => void element.start()}
    on:morse-text={({ channel, text }) => console.log(channel.frequency.toFixed(), text.trim())}
    on:morse-error={(event) => console.log(event.action.length)}
  >
    <morse-waterfall palette="paper" />
    <morse-spots spotter="DL0XYZ" />
    <morse-channel main compact />
  </morse-decoder>
);

// @ts-expect-error A decoder listens to no number.
export const wrong = <morse-decoder source={7} />;

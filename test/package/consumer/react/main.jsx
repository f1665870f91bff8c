import 'morse-decoder-element/react';
import { useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { recording } from '../stream.js';

function Receiver({ sound }) {
  const decoder = useRef(null);
  const [text, setText] = useState('');
  useEffect(() => {
    decoder.current.start();
  }, []);
  return (
    <>
      <morse-decoder
        ref={decoder}
        sourceObject={sound}
        channels={0}
        frequency={700}
        accurate-model="none"
        onmorse-text={(event) => setText((before) => before + event.text)}
      />
      <output>{text}</output>
    </>
  );
}

createRoot(document.getElementById('app')).render(<Receiver sound={await recording()} />);

//! Opcodes: numbers, names, and the stack effects of those without operands.

macro_rules! opcodes {
    ($($name:ident $code:literal $effect:literal)*) => {
        /// Opcode numbers.
        pub mod op {
            $(pub const $name: u8 = $code;)*
        }
        /// Name and effect by number. Effect: what is popped, `>`, what is pushed; `I J F D` values, `A` any reference, `N` null;
        /// empty for the opcodes that [`super::Code`] handles by methods of their own.
        pub fn info(code: u8) -> (&'static str, &'static str) {
            match code {
                $($code => (stringify!($name), $effect),)*
                _ => panic!("opcode {code}"),
            }
        }
    };
}

opcodes! {
    NOP 0 ">" ACONST_NULL 1 ">N" ICONST_M1 2 ">I" ICONST_0 3 ">I" ICONST_1 4 ">I" ICONST_2 5 ">I" ICONST_3 6 ">I"
    ICONST_4 7 ">I" ICONST_5 8 ">I" LCONST_0 9 ">J" LCONST_1 10 ">J" FCONST_0 11 ">F" FCONST_1 12 ">F" FCONST_2 13 ">F"
    DCONST_0 14 ">D" DCONST_1 15 ">D" BIPUSH 16 "" SIPUSH 17 "" LDC 18 "" LDC_W 19 "" LDC2_W 20 ""
    ILOAD 21 "" LLOAD 22 "" FLOAD 23 "" DLOAD 24 "" ALOAD 25 ""
    ILOAD_0 26 "" ILOAD_1 27 "" ILOAD_2 28 "" ILOAD_3 29 "" LLOAD_0 30 "" LLOAD_1 31 "" LLOAD_2 32 "" LLOAD_3 33 ""
    FLOAD_0 34 "" FLOAD_1 35 "" FLOAD_2 36 "" FLOAD_3 37 "" DLOAD_0 38 "" DLOAD_1 39 "" DLOAD_2 40 "" DLOAD_3 41 ""
    ALOAD_0 42 "" ALOAD_1 43 "" ALOAD_2 44 "" ALOAD_3 45 ""
    IALOAD 46 "AI>I" LALOAD 47 "AI>J" FALOAD 48 "AI>F" DALOAD 49 "AI>D" AALOAD 50 "" BALOAD 51 "AI>I" CALOAD 52 "AI>I"
    SALOAD 53 "AI>I" ISTORE 54 "" LSTORE 55 "" FSTORE 56 "" DSTORE 57 "" ASTORE 58 ""
    ISTORE_0 59 "" ISTORE_1 60 "" ISTORE_2 61 "" ISTORE_3 62 "" LSTORE_0 63 "" LSTORE_1 64 "" LSTORE_2 65 "" LSTORE_3 66 ""
    FSTORE_0 67 "" FSTORE_1 68 "" FSTORE_2 69 "" FSTORE_3 70 "" DSTORE_0 71 "" DSTORE_1 72 "" DSTORE_2 73 "" DSTORE_3 74 ""
    ASTORE_0 75 "" ASTORE_1 76 "" ASTORE_2 77 "" ASTORE_3 78 ""
    IASTORE 79 "AII>" LASTORE 80 "AIJ>" FASTORE 81 "AIF>" DASTORE 82 "AID>" AASTORE 83 "AIA>" BASTORE 84 "AII>"
    CASTORE 85 "AII>" SASTORE 86 "AII>" POP 87 "" POP2 88 "" DUP 89 "" DUP_X1 90 "" DUP_X2 91 "" DUP2 92 "" DUP2_X1 93 ""
    DUP2_X2 94 "" SWAP 95 ""
    IADD 96 "II>I" LADD 97 "JJ>J" FADD 98 "FF>F" DADD 99 "DD>D" ISUB 100 "II>I" LSUB 101 "JJ>J" FSUB 102 "FF>F"
    DSUB 103 "DD>D" IMUL 104 "II>I" LMUL 105 "JJ>J" FMUL 106 "FF>F" DMUL 107 "DD>D" IDIV 108 "II>I" LDIV 109 "JJ>J"
    FDIV 110 "FF>F" DDIV 111 "DD>D" IREM 112 "II>I" LREM 113 "JJ>J" FREM 114 "FF>F" DREM 115 "DD>D" INEG 116 "I>I"
    LNEG 117 "J>J" FNEG 118 "F>F" DNEG 119 "D>D" ISHL 120 "II>I" LSHL 121 "JI>J" ISHR 122 "II>I" LSHR 123 "JI>J"
    IUSHR 124 "II>I" LUSHR 125 "JI>J" IAND 126 "II>I" LAND 127 "JJ>J" IOR 128 "II>I" LOR 129 "JJ>J" IXOR 130 "II>I"
    LXOR 131 "JJ>J" IINC 132 ""
    I2L 133 "I>J" I2F 134 "I>F" I2D 135 "I>D" L2I 136 "J>I" L2F 137 "J>F" L2D 138 "J>D" F2I 139 "F>I" F2L 140 "F>J"
    F2D 141 "F>D" D2I 142 "D>I" D2L 143 "D>J" D2F 144 "D>F" I2B 145 "I>I" I2C 146 "I>I" I2S 147 "I>I"
    LCMP 148 "JJ>I" FCMPL 149 "FF>I" FCMPG 150 "FF>I" DCMPL 151 "DD>I" DCMPG 152 "DD>I"
    IFEQ 153 "I>" IFNE 154 "I>" IFLT 155 "I>" IFGE 156 "I>" IFGT 157 "I>" IFLE 158 "I>"
    IF_ICMPEQ 159 "II>" IF_ICMPNE 160 "II>" IF_ICMPLT 161 "II>" IF_ICMPGE 162 "II>" IF_ICMPGT 163 "II>"
    IF_ICMPLE 164 "II>" IF_ACMPEQ 165 "AA>" IF_ACMPNE 166 "AA>" GOTO 167 ">" TABLESWITCH 170 "" LOOKUPSWITCH 171 ""
    IRETURN 172 "I>" LRETURN 173 "J>" FRETURN 174 "F>" DRETURN 175 "D>" ARETURN 176 "A>" RETURN 177 ">"
    GETSTATIC 178 "" PUTSTATIC 179 "" GETFIELD 180 "" PUTFIELD 181 "" INVOKEVIRTUAL 182 "" INVOKESPECIAL 183 ""
    INVOKESTATIC 184 "" INVOKEINTERFACE 185 "" INVOKEDYNAMIC 186 "" NEW 187 "" NEWARRAY 188 "" ANEWARRAY 189 ""
    ARRAYLENGTH 190 "A>I" ATHROW 191 "A>" CHECKCAST 192 "" INSTANCEOF 193 "" MONITORENTER 194 "A>" MONITOREXIT 195 "A>"
    WIDE 196 "" MULTIANEWARRAY 197 "" IFNULL 198 "A>" IFNONNULL 199 "A>" GOTO_W 200 ">"
}

/// The conditional branch that is taken exactly when this one is not.
pub fn inverse(code: u8) -> u8 {
    match code {
        op::IFNULL => op::IFNONNULL,
        op::IFNONNULL => op::IFNULL,
        op::IFEQ..=op::IF_ACMPNE => ((code - 1) ^ 1) + 1,
        _ => panic!("{} is not a conditional branch", info(code).0),
    }
}
